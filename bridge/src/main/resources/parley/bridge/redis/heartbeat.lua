-- Renews a bridge's lease, lets it hear itself, and tells it what needs repair.
--
-- KEYS[1..5] as in names.lua     KEYS[6] lobby, HASH of where the stream stands
-- ARGV[1] bridge     ARGV[2] length of the lease, µs
-- ARGV[3] channel on which the bridge hears itself     ARGV[4] what to say there
-- ARGV[5] the latest message's time that the bridge has seen, µs: whoever publishes next goes beyond it
--
-- Answer: {clock, µs, as a string; 1 if the lease still ran, else 0; 1 if names that bridges hold are missing in users,
-- else 0; the bridges whose leases have run out}
local now = clock()
local ran = (lease(ARGV[1]) or 0) > now
redis.call('HSET', bridges, ARGV[1], string.format('%.0f', now + ARGV[2]))
redis.call('PUBLISH', ARGV[3], ARGV[4])

local lobby = KEYS[6]
local state = redis.call('HMGET', lobby, 'last', 'floor')
if tonumber(ARGV[5]) > math.max(tonumber(state[1] or 0), tonumber(state[2] or 0)) then
  redis.call('HSET', lobby, 'floor', ARGV[5])
end

local over = {}
local leases = redis.call('HGETALL', bridges)
for at = 1, #leases, 2 do
  if tonumber(leases[at + 1]) <= now then
    over[#over + 1] = leases[at]
  end
end
local missing = redis.call('SCARD', users) < redis.call('HLEN', owners)
return {string.format('%.0f', now), ran and 1 or 0, missing and 1 or 0, over}
