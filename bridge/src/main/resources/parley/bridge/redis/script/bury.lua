-- Forgets bridges whose leases have run out, when all their nicknames are freed.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] and so on: a bridge
--
-- Answer: how many were forgotten.
local now = clock()
local count = 0
for _, bridge in ipairs(ARGV) do
  if dead(bridge, now) then
    count = count + redis.call('HDEL', bridges, bridge)
  end
end
return count
