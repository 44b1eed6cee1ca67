-- Frees nicknames of bridges that are dead, those of them that still are such bridges'.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1], ARGV[2], ARGV[3] and so on: a bridge, a nickname and its skeleton, any number of times
--
-- Answer: how many were freed.
local now = clock()
local count = 0
for at = 1, #ARGV, 3 do
  local bridge, nick = ARGV[at], ARGV[at + 1]
  if redis.call('HGET', owners, nick) == bridge and (lease(bridge) or 0) <= now then
    drop(nick, ARGV[at + 2])
    count = count + 1
  end
end
return count
