-- Publishes a private message.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] sender     ARGV[4] the sender's skeleton
-- ARGV[5] recipient, whose name is the channel     ARGV[6] payload
--
-- Answer: how many heard it; -1 when nobody of the recipient's name is online; -2 when the sender's nickname is not the
-- bridge's; error EXPIRED <clock, µs>.
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
if not hold(ARGV[3], ARGV[4], ARGV[1], now) then
  return -2
end
if redis.call('SISMEMBER', users, ARGV[5]) == 0 then
  return -1
end
return redis.call('PUBLISH', ARGV[5], ARGV[6])
