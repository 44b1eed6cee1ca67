-- Tells the token of a nickname that a bridge holds, and makes one where there is none.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] nickname   ARGV[4] its skeleton
-- ARGV[5] the token, where there is none yet, or Redis has lost it
--
-- Answer: the token; empty when the nickname is not the bridge's; error EXPIRED <clock, µs>.
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
if not hold(ARGV[3], ARGV[4], ARGV[1], now) then
  return ''
end
redis.call('HSETNX', tokens, ARGV[3], ARGV[5])
return redis.call('HGET', tokens, ARGV[3])
