-- Stores lobby messages and announcements, then publishes them in their order: the ids of a run of them on the service channel,
-- then their payloads on the lobby's, so that whoever listens to both on one connection gets them back to back.
--
-- KEYS[1..7] as in names.lua     KEYS[8] stream     KEYS[9] lobby, HASH of where the stream stands
-- KEYS[10] marks, ZSET of places in the stream: id -> how many bytes had been stored before it
-- KEYS[11] once, ZSET of what was said under a key: '<name> <key>' -> time, µs
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] floor, µs: the messages' times are later
-- ARGV[4] time of the newest stored message that the bridge has, µs; 0 for none
-- ARGV[5] about how many entries the stream keeps     ARGV[6] how many bytes of memory they take at the most, about
-- ARGV[7] channel of the ids     ARGV[8] channel of the lobby     ARGV[9] secret of the service channels, part of ARGV[7]
-- ARGV[10] how many say something; for each of them three: name; skeleton, empty for whoever nobody owns; kind of what they say
-- then for each message two: whose it is, 1 for the first of them, and behind a space the key under which it is said once, if it
-- has one; text; and if nobody owns that name, a third: the payload for the lobby's channel, which else is '<name>: <text>'
--
-- Answer: for each message its time, µs, or that of the one that was said under its key before; or LOST when the sender's nickname is not the bridge's; or FAILED <why>; and behind them,
-- where what the stream has too much could not be let go, why. Error EXPIRED <clock, µs>, or RENAMED where others listen on other
-- service channels by now.
local stream, lobby, marks, once = KEYS[8], KEYS[9], KEYS[10], KEYS[11]
local bridge = ARGV[1]
-- Between two batches while the clock stands behind the last message, µs.
local ROOM = 20
-- Between two epochs while the clock stands behind, µs.
local LEAP = 1000000
-- Between two marks, bytes: what is let go is a mark's worth too much at the most.
local STEP = 262144
-- What an entry takes beside its values, bytes: measured on Redis 7.0, where it is right to a tenth for texts of any length.
local BESIDE = 32
-- For how long a key says that its message was said, s.
local REMEMBERED = 600

local now = clock()
if now >= tonumber(ARGV[2]) then
  return expired(now)
end

-- What runs for each message finds everything in locals, and formats numbers as integers: that is a fifth of its cost.
local call, format, whole = redis.call, string.format, math.floor

local function decimal(number)
  return format('%d', number)
end

local function entry(time)
  return format('%d-%d', whole(time / 1000), time % 1000)
end

local state = redis.call('HMGET', lobby, 'epoch', 'number', 'last', 'floor', 'torn', 'channels', 'bytes', 'marked')
if state[6] and state[6] ~= ARGV[9] then
  return redis.error_reply('RENAMED')
end
local epoch, number, last = state[1], tonumber(state[2] or 0), tonumber(state[3] or 0)
local floor = math.max(state[4] or 0, ARGV[3])
if now <= last then
  -- The clock was set back. Bridges date direct clients' messages right after what they follow, and so before what follows them.
  floor = math.max(floor, last + ROOM)
end
local prior, start = decimal(math.max(last, ARGV[4], state[5] or 0)), nil
local ids, chat = ARGV[7], ARGV[8]
local stored = false
-- How many bytes were stored ever, and how many of them before the newest mark. What was stored before anybody counted is let go
-- with the first mark.
local bytes, marked = tonumber(state[7] or 0), state[7] and tonumber(state[8])
local made = {}
-- What is to be published: payloads, and how many of them follow one another by a microsecond and a number from which id on.
local payloads, runs = {}, {}
-- A new epoch begins where data was lost: all of it, or what this bridge has, or another that has said so (heartbeat.lua).
local fresh = not epoch or state[5] or redis.call('EXISTS', stream) == 0 or last < tonumber(ARGV[4])
if fresh and now <= floor then
  -- Times that others were given last, and this bridge had not heard of when they were lost, are not to be given again.
  floor = floor + LEAP
end

local function add(time, place, sender, kind, text)
  local id
  if stored then
    id = redis.pcall('XADD', stream, entry(time), 'e', epoch, 'n', place, 'k', kind, 's', sender, 't', text)
  else
    -- Redis trims whole nodes, so once in a batch will do.
    id = redis.pcall('XADD', stream, 'MAXLEN', '~', ARGV[5], entry(time),
      'e', epoch, 'n', place, 'k', kind, 's', sender, 't', text)
  end
  if type(id) == 'table' then
    return nil, id.err
  end
  return id
end

local function store(sender, kind, text, payload)
  local time = math.max(now, last + 1, floor + 1)
  if fresh then
    epoch, number = bridge .. '.' .. decimal(time), 0
  end
  local place = decimal(number + 1)
  local id, why = add(time, place, sender, kind, text)
  if why then
    -- The stream is ahead of the hash where it alone was kept.
    local newest = call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
    local ms, rest = string.match(newest and newest[1] or '', '^(%d+)-(%d+)$')
    if ms then
      time = math.max(time, ms * 1000 + rest + 1)
      id, why = add(time, place, sender, kind, text)
    end
    if why then
      return 'FAILED ' .. why
    end
  end
  local micros = decimal(time)
  if fresh then
    start, fresh = micros, false
  end
  if not stored or time ~= last + 1 then
    runs[#runs + 1] = {first = id .. ' ' .. epoch .. ' ' .. place, count = 0}
  end
  if not marked or bytes - marked >= STEP then
    made[#made + 1], made[#made + 2] = decimal(bytes), id
    marked = bytes
  end
  bytes = bytes + #epoch + #place + #kind + #sender + #text + BESIDE
  local run = runs[#runs]
  run.count = run.count + 1
  payloads[#payloads + 1] = payload or sender .. ': ' .. text
  number, last, stored = number + 1, time, true
  return micros
end

local pruned = false

local function store_once(sender, key, text)
  local said = sender.name .. ' ' .. key
  if not pruned then
    call('ZREMRANGEBYSCORE', once, '-inf', '(' .. decimal(now - REMEMBERED * 1000000))
    pruned = true
  end
  local before = call('ZSCORE', once, said)
  if before then
    return decimal(tonumber(before))
  end
  local time = store(sender.name, sender.kind, text)
  if tonumber(time) then
    call('ZADD', once, time, said)
    call('EXPIRE', once, REMEMBERED)
  end
  return time
end

local senders, count = {}, tonumber(ARGV[10])
for i = 1, count do
  local name, skeleton, kind = ARGV[8 + 3 * i], ARGV[9 + 3 * i], ARGV[10 + 3 * i]
  local owned = skeleton ~= ''
  senders[i] = {name = name, kind = kind, owned = owned, held = not owned or hold(name, skeleton, bridge, now)}
end

local answers, at = {}, 11 + 3 * count
while ARGV[at] do
  local whose, key = ARGV[at], nil
  if not tonumber(whose) then
    whose, key = string.match(whose, '^(%d+) (.*)$')
  end
  local sender, text, payload = senders[tonumber(whose)], ARGV[at + 1], nil
  at = at + 2
  if not sender.owned then
    payload = ARGV[at]
    at = at + 1
  end
  if not sender.held then
    answers[#answers + 1] = 'LOST'
  elseif key then
    answers[#answers + 1] = store_once(sender, key, text)
  else
    answers[#answers + 1] = store(sender.name, sender.kind, text, payload)
  end
end
local published = 0
for _, run in ipairs(runs) do
  call('PUBLISH', ids, run.first .. ' ' .. decimal(run.count))
  for _ = 1, run.count do
    published = published + 1
    call('PUBLISH', chat, payloads[published])
  end
end
if stored then
  redis.call('HSET', lobby, 'epoch', epoch, 'number', decimal(number), 'last', decimal(last),
    'bytes', decimal(bytes), 'marked', decimal(marked))
end
if not state[6] then
  redis.call('HSET', lobby, 'channels', ARGV[9])
end
if start then
  redis.call('HSET', lobby, 'start', start, 'prior', prior)
  redis.call('HDEL', lobby, 'torn')
end

-- Lets go of what was stored before the oldest mark behind which no more than that many bytes stand. Redis lets go of so many
-- entries at a time only: where far too much is there, it goes little by little.
local function trim(most)
  if not state[8] then
    redis.call('DEL', marks)
  end
  redis.call('ZADD', marks, unpack(made))
  if redis.call('ZREMRANGEBYSCORE', marks, '-inf', '(' .. decimal(bytes - most)) > 0 then
    redis.call('XTRIM', stream, 'MINID', '~', redis.call('ZRANGE', marks, 0, 0)[1])
  end
end

if #made > 0 then
  -- Until the next mark another step may come. What is stored is stored, whether or not this can be done.
  local done, why = pcall(trim, ARGV[6] - STEP)
  if not done then
    answers[#answers + 1] = type(why) == 'table' and why.err or tostring(why)
  end
end
return answers
