-- Gives nicknames up, those of them that are still the bridge's.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] bridge
-- ARGV[2], ARGV[3] and so on: a nickname and its skeleton, any number of times
--
-- Answer: how many were given up.
local count = 0
for at = 2, #ARGV, 2 do
  if redis.call('HGET', owners, ARGV[at]) == ARGV[1] then
    drop(ARGV[at], ARGV[at + 1])
    count = count + 1
  end
end
return count
