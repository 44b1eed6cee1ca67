-- Gives a nickname from the bridge that holds it to another, which has asked for it.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] bridge     ARGV[2] nickname     ARGV[3] its skeleton     ARGV[4] the other bridge
--
-- Answer: 1 given; 0 given up, as the other bridge is no more; -1 it was not the bridge's.
local nick, heir = ARGV[2], ARGV[4]
if redis.call('HGET', owners, nick) ~= ARGV[1] then
  return -1
end
local ends = lease(heir)
if not ends or ends <= clock() then
  drop(nick, ARGV[3])
  return 0
end
redis.call('HSET', owners, nick, heir)
return 1
