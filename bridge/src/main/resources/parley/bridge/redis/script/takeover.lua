-- Gives a bridge a nickname that is held under a token which the bridge knows.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] nickname   ARGV[4] its skeleton
-- ARGV[5] the token
-- ARGV[6] 1 when the bridge that has it was asked for it, else 0
--
-- Answer: empty when the token does not fit, or nobody has the nickname; the bridge itself when it has it now; the bridge that
-- has it and is to be asked first; error EXPIRED <clock, µs>.
local bridge, nick, skeleton = ARGV[1], ARGV[3], ARGV[4]
local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
local owner = redis.call('HGET', owners, nick)
if not owner or redis.call('HGET', tokens, nick) ~= ARGV[5] then
  return ''
end
if owner ~= bridge then
  if ARGV[6] == '0' and not dead(owner, now) then
    return owner
  end
  note_taken(owner, nick, now)
  redis.call('HSET', owners, nick, bridge)
  redis.call('HSET', skeletons, skeleton, nick)
end
redis.call('ZREM', taken, bridge .. ' ' .. nick)
redis.call('SADD', claimed, nick)
redis.call('SADD', users, nick)
return bridge
