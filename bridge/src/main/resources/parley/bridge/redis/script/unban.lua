-- Ends a ban.
--
-- KEYS[1..7] as in names.lua     KEYS[8], KEYS[9] as in ban.lua
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] key of the target
--
-- Answer: 1; 0 where there was none that had not ended; error EXPIRED <clock, µs>.
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
local ban = redis.call('HGET', KEYS[8], ARGV[3])
if not ban then
  return 0
end
redis.call('HDEL', KEYS[8], ARGV[3])
redis.call('SET', KEYS[9], string.format('%.0f', math.max(now, tonumber(redis.call('GET', KEYS[9]) or 0) + 1)))
local ends = tonumber(string.match(ban, '^%d+'))
return (not ends or ends == 0 or ends > now) and 1 or 0
