-- Makes sure of nicknames that a bridge holds: puts back what is missing.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3], ARGV[4], ARGV[5] and so on: a nickname, its skeleton and its token, empty for none; any number of times
--
-- Answer: those of the nicknames that are somebody else's; error EXPIRED <clock, µs>.
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
local lost = {}
for at = 3, #ARGV, 3 do
  local nick, skeleton, token = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  if not hold(nick, skeleton, ARGV[1], now) then
    lost[#lost + 1] = nick
  else
    redis.call('SADD', users, nick)
    redis.call('SADD', claimed, nick)
    redis.call('HSETNX', skeletons, skeleton, nick)
    if token ~= '' then
      redis.call('HSET', tokens, nick, token)
    end
  end
end
return lost
