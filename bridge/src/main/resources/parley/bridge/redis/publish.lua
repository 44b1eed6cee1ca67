-- Stores lobby messages and announcements and publishes them in their order: each one's id on the service channel, then
-- its payload on the lobby's, so that whoever listens to both on one connection gets the two back to back.
--
-- KEYS[1..5] as in names.lua     KEYS[6] stream     KEYS[7] lobby, HASH of where the stream stands
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] floor, µs: the messages' times are later
-- ARGV[4] epoch, ARGV[5] number, ARGV[6] time of the newest stored message that the bridge has; empty, 0, 0 for none
-- ARGV[7] about how many entries the stream keeps
-- ARGV[8] channel of the ids     ARGV[9] channel of the lobby
-- then for each message five: sender; the sender's skeleton, empty for an announcement, whose sender nobody owns; kind;
-- text; payload for the lobby's channel, empty for '<sender>: <text>'
--
-- Answer: for each message its time, µs; or LOST when the sender's nickname is not the bridge's; or FAILED <why>. Error
-- EXPIRED <clock, µs>.
local stream, lobby = KEYS[6], KEYS[7]
local bridge = ARGV[1]

local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end

local function decimal(number)
  return string.format('%.0f', number)
end

local state = redis.call('HMGET', lobby, 'epoch', 'number', 'last', 'floor')
local epoch, number, last = state[1], tonumber(state[2] or 0), tonumber(state[3] or 0)
local floor = math.max(state[4] or 0, ARGV[3])
local prior, start = decimal(math.max(last, ARGV[6])), nil
-- A new epoch begins where data was lost: all of it, or what came after a snapshot.
local fresh = not epoch or redis.call('EXISTS', stream) == 0 or (epoch == ARGV[4] and number < tonumber(ARGV[5]))

local function store(sender, kind, text, payload)
  local time = math.max(now, last + 1, floor + 1)
  if fresh then
    epoch, number = bridge .. '.' .. decimal(time), 0
  end
  local place = decimal(number + 1)
  local function add()
    return redis.pcall('XADD', stream, 'MAXLEN', '~', ARGV[7],
      decimal(math.floor(time / 1000)) .. '-' .. time % 1000,
      'e', epoch, 'n', place, 'k', kind, 's', sender, 't', text)
  end
  local id = add()
  if id.err then
    -- The stream is ahead of the hash where it alone was kept.
    local newest = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
    local ms, rest = string.match(newest and newest[1] or '', '^(%d+)-(%d+)$')
    if ms then
      time = math.max(time, ms * 1000 + rest + 1)
      id = add()
    end
    if id.err then
      return 'FAILED ' .. id.err
    end
  end
  local micros = decimal(time)
  if fresh then
    start, fresh = micros, false
  end
  number, last = number + 1, time
  redis.call('HSET', lobby, 'epoch', epoch, 'number', place, 'last', micros)
  redis.call('PUBLISH', ARGV[8], id .. ' ' .. epoch .. ' ' .. place)
  redis.call('PUBLISH', ARGV[9], payload ~= '' and payload or sender .. ': ' .. text)
  return micros
end

local held, answers = {}, {}
for at = 10, #ARGV, 5 do
  local sender, skeleton = ARGV[at], ARGV[at + 1]
  if skeleton ~= '' and held[sender] == nil then
    held[sender] = hold(sender, skeleton, bridge, now)
  end
  if skeleton ~= '' and not held[sender] then
    answers[#answers + 1] = 'LOST'
  else
    answers[#answers + 1] = store(sender, ARGV[at + 2], ARGV[at + 3], ARGV[at + 4])
  end
end
if start then
  redis.call('HSET', lobby, 'start', start, 'prior', prior)
end
return answers
