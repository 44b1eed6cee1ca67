-- Puts all bans back, where Redis has lost them and nobody did so yet.
--
-- KEYS[1..7] as in names.lua     KEYS[8], KEYS[9] as in ban.lua
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] when they had been changed last, µs
-- ARGV[4], ARGV[5] and so on: key and value, any number of times
--
-- Answer: 1; 0 where Redis has newer ones; error EXPIRED <clock, µs>.
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
if tonumber(redis.call('GET', KEYS[9]) or 0) >= tonumber(ARGV[3]) then
  return 0
end
redis.call('DEL', KEYS[8])
for at = 4, #ARGV, 2 do
  redis.call('HSET', KEYS[8], ARGV[at], ARGV[at + 1])
end
redis.call('SET', KEYS[9], ARGV[3])
return 1
