-- Reads some of the stream, and where it stands, at one moment.
--
-- KEYS[1] stream      KEYS[2] lobby, HASH of where the stream stands
-- ARGV[1] first id    ARGV[2] last id    ARGV[3] how many entries at the most
-- ARGV[4] 'oldest' or 'newest': which are taken where there are more. The answer begins with the oldest, or the newest.
--
-- Answer: {the entries, the oldest entry of the stream alone, the fields and values of the hash}
local entries
if ARGV[4] == 'newest' then
  entries = redis.call('XREVRANGE', KEYS[1], ARGV[2], ARGV[1], 'COUNT', ARGV[3])
else
  entries = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[2], 'COUNT', ARGV[3])
end
return {entries, redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1), redis.call('HGETALL', KEYS[2])}
