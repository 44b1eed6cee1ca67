-- Stores a ban, in place of one on the same target, and forgets bans that have ended.
--
-- KEYS[1..7] as in names.lua
-- KEYS[8] bans, HASH key of the target -> '<end, µs; 0 for never> <target> <reason>'
-- KEYS[9] STRING, when the bans were changed last, µs; only grows
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] key of the target     ARGV[4] how long, µs; 0 for a ban that never ends
-- ARGV[5] target and reason
--
-- Answer: when the bans were changed, µs; error EXPIRED <clock, µs>.
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
local all = redis.call('HGETALL', KEYS[8])
for at = 1, #all, 2 do
  local ends = tonumber(string.match(all[at + 1], '^%d+'))
  if ends and ends > 0 and ends <= now then
    redis.call('HDEL', KEYS[8], all[at])
  end
end
local length = tonumber(ARGV[4])
local ends = length > 0 and string.format('%.0f', now + length) or '0'
redis.call('HSET', KEYS[8], ARGV[3], ends .. ' ' .. ARGV[5])
local changed = string.format('%.0f', math.max(now, tonumber(redis.call('GET', KEYS[9]) or 0) + 1))
redis.call('SET', KEYS[9], changed)
return changed
