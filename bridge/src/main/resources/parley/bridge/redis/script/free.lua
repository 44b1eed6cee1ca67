-- Frees a nickname that a direct client left behind: it is online, no bridge holds it and nobody hears its channel.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] nickname
--
-- Answer: 1 freed; 0 a bridge holds it, or nobody of that name is online; -1 somebody hears it; error EXPIRED <clock, µs>.
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
if redis.call('HEXISTS', owners, ARGV[3]) == 1 or redis.call('SISMEMBER', users, ARGV[3]) == 0 then
  return 0
end
if redis.call('PUBSUB', 'NUMSUB', ARGV[3])[2] > 0 then
  return -1
end
return redis.call('SREM', users, ARGV[3])
