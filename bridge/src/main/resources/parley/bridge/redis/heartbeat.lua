-- Renews a bridge's lease and lets it hear itself.
--
-- KEYS[1..5] as in names.lua     KEYS[6] lobby, HASH of where the stream stands
-- ARGV[1] bridge     ARGV[2] length of the lease, µs
-- ARGV[3] channel on which the bridge hears itself     ARGV[4] what to say there
--
-- Answer: {clock, µs, as a string; 1 if the lease still ran, else 0}
local now = clock()
local ran = lives(ARGV[1], now)
redis.call('HSET', bridges, ARGV[1], string.format('%.0f', now + ARGV[2]))
redis.call('PUBLISH', ARGV[3], ARGV[4])
return {string.format('%.0f', now), ran and 1 or 0}
