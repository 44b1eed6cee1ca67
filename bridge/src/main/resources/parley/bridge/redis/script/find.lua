-- Looks for somebody online.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] name     ARGV[2] its skeleton
--
-- Answer: {1 if exactly that name is online, the nickname with that skeleton that a bridge holds or nothing, how many names
-- no bridge holds}
return {
  redis.call('SISMEMBER', users, ARGV[1]),
  redis.call('HGET', skeletons, ARGV[2]) or '',
  redis.call('SCARD', users) - redis.call('HLEN', owners),
}
