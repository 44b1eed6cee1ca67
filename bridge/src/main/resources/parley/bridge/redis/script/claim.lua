-- Claims a nickname for a bridge.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] bridge       ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] nickname     ARGV[4] its skeleton
-- ARGV[5] 1 when the caller knows that it looks like no direct client's name, else 0
--
-- Answer: 1 held; 0 in use, or one that looks like it is; 2 when that must be made sure of first; error EXPIRED <clock, µs>.
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
if ARGV[5] == '0' and redis.call('SCARD', users) > redis.call('HLEN', owners) then
  return 2
end
redis.call('ZREM', taken, ARGV[1] .. ' ' .. ARGV[3])
return hold(ARGV[3], ARGV[4], ARGV[1], now) and 1 or 0
