-- Reads the end of the stream, and where it stands, at one moment. A whole page is read by XRANGE alone: turned into Lua's tables and
-- back, each entry costs several times as much.
--
-- KEYS[1] stream      KEYS[2] lobby, HASH of where the stream stands
-- ARGV[1] first id    ARGV[2] how many entries from there on at the most    ARGV[3] an id before the first: the newest entry up to it
-- may hold messages from there on, too
--
-- Answer: {that entry alone, the entries, the oldest entry of the stream alone, the fields and values of the hash}
return {
  redis.call('XREVRANGE', KEYS[1], ARGV[3], '-', 'COUNT', 1),
  redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2]),
  redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1),
  redis.call('HGETALL', KEYS[2])
}
