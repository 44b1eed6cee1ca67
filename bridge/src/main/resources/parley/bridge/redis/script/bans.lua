-- Reads the bans, where they have changed.
--
-- KEYS[1] bans     KEYS[2] when they were changed last, both as in ban.lua
-- ARGV[1] when they had been changed last as far as the bridge knows, µs
--
-- Answer: {when they were changed last, µs, 0 for never; keys and values of the hash, only if that is later}. If it is
-- earlier, Redis has lost bans.
local changed = redis.call('GET', KEYS[2]) or '0'
return {changed, tonumber(changed) > tonumber(ARGV[1]) and redis.call('HGETALL', KEYS[1]) or {}}
