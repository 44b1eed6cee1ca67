-- Stores a lobby message or an announcement and publishes it: its id on the service channel, then its payload on the
-- lobby's, so that whoever listens to both on one connection gets the two back to back.
--
-- KEYS[1..5] as in names.lua     KEYS[6] stream     KEYS[7] lobby, HASH of where the stream stands
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] sender     ARGV[4] the sender's skeleton, empty for an announcement, whose sender nobody owns
-- ARGV[5] kind       ARGV[6] text
-- ARGV[7] floor, µs: the message's time is later
-- ARGV[8] epoch, ARGV[9] number, ARGV[10] time of the newest stored message that the bridge has; empty, 0, 0 for none
-- ARGV[11] about how many entries the stream keeps
-- ARGV[12] channel of the ids     ARGV[13] channel of the lobby     ARGV[14] payload for the latter
--
-- Answer: the message's time, µs; LOST when the sender's nickname is not the bridge's; error EXPIRED <clock, µs>.
local stream, lobby = KEYS[6], KEYS[7]
local bridge, sender, skeleton = ARGV[1], ARGV[3], ARGV[4]

local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end
if skeleton ~= '' and not hold(sender, skeleton, bridge, now) then
  return 'LOST'
end

local function decimal(number)
  return string.format('%.0f', number)
end

local state = redis.call('HMGET', lobby, 'epoch', 'number', 'last', 'floor')
local epoch, number, last = state[1], tonumber(state[2] or 0), tonumber(state[3] or 0)
local time = math.max(now, last + 1, (state[4] or 0) + 1, ARGV[7] + 1)
-- A new epoch begins where data was lost: all of it, or what came after a snapshot.
local fresh = not epoch or redis.call('EXISTS', stream) == 0 or (epoch == ARGV[8] and number < tonumber(ARGV[9]))
if fresh then
  epoch, number = bridge .. '.' .. decimal(time), 0
end
number = decimal(number + 1)

local function add()
  return redis.pcall('XADD', stream, 'MAXLEN', '~', ARGV[11],
    decimal(math.floor(time / 1000)) .. '-' .. time % 1000,
    'e', epoch, 'n', number, 'k', ARGV[5], 's', sender, 't', ARGV[6])
end
local id = add()
if id.err then
  -- The stream is ahead of the hash where it alone was kept.
  local newest = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
  local ms, rest = string.match(newest and newest[1] or '', '^(%d+)-(%d+)$')
  if not ms then
    return id
  end
  time = math.max(time, ms * 1000 + rest + 1)
  id = add()
  if id.err then
    return id
  end
end

local micros = decimal(time)
redis.call('HSET', lobby, 'epoch', epoch, 'number', number, 'last', micros)
if fresh then
  redis.call('HSET', lobby, 'start', micros, 'prior', decimal(math.max(last, ARGV[10])))
end
redis.call('PUBLISH', ARGV[12], id .. ' ' .. epoch .. ' ' .. number)
redis.call('PUBLISH', ARGV[13], ARGV[14])
return micros
