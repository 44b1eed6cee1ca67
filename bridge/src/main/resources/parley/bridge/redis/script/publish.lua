-- Stores lobby messages and announcements, then publishes them in their order: the ids of a run of them on the service channel,
-- then their payloads on the lobby's, so that whoever listens to both on one connection gets them back to back.
--
-- KEYS[1..7] as in names.lua     KEYS[8] stream     KEYS[9] lobby, HASH of where the stream stands
-- KEYS[10] marks, ZSET of places in the stream: id -> how many bytes had been stored before it
-- KEYS[11] once, ZSET of what was said under a key: '<name> <key>' -> time, µs
-- KEYS[12] counts, ZSET of places in the stream: id -> the number of that message in the present epoch
-- ARGV[1] bridge     ARGV[2] deadline, µs: nothing is done once it is reached
-- ARGV[3] floor, µs: the messages' times are later
-- ARGV[4] time of the newest stored message that the bridge has, µs; 0 for none
-- ARGV[5] about how many messages the stream keeps     ARGV[6] how many bytes of memory they take at the most, about
-- ARGV[7] channel of the ids     ARGV[8] channel of the lobby     ARGV[9] secret of the service channels, part of ARGV[7]
-- ARGV[10] how many messages one entry of the stream holds at the most, where all who read it know such entries (heartbeat.lua)
-- ARGV[11] how many say something; for each of them three: name; skeleton, empty for whoever nobody owns; kind of what they say
-- then how many messages there are; whose each of them is, 1 for the first of those above, one behind the other with a space
-- between; how many are said once, under a key, and for each of these two: which message it is, 1 for the first, and its key
-- then for each message its payload for the lobby's channel, which is '<name>: <text>' in one line where somebody owns the name
-- then for each message of whoever nobody owns its text
--
-- Answer: for each message its time, µs, or that of the one that was said under its key before; or LOST when the sender's
-- nickname is not the bridge's; or FAILED <why>; and behind them, where what the stream has too much could not be let go, why.
-- Where all were stored and nothing else is to be said, the time of the first alone: the others follow by a microsecond each.
-- Error EXPIRED <clock, µs>, or RENAMED where others listen on other service channels by now.
local stream, lobby, marks, once, counts = KEYS[8], KEYS[9], KEYS[10], KEYS[11], KEYS[12]
local bridge = ARGV[1]
-- Between two batches while the clock stands behind the last message, µs.
local ROOM = 20
-- Between two epochs while the clock stands behind, µs.
local LEAP = 1000000
-- Between two marks, bytes: what is let go is a mark's worth too much at the most.
local STEP = 262144
-- Of the number of messages that are kept, a part so large stands between two counts.
local PARTS = 64
-- What an entry takes beside its values, bytes: measured on Redis 7.0, where it is right to a tenth for texts of any length.
local BESIDE = 32
-- An entry takes no further message once its payloads have so many bytes: who reads some entries is to know about how much comes.
local ENTRY = 8192
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

local state = redis.call('HMGET', lobby, 'epoch', 'number', 'last', 'floor', 'torn', 'channels', 'bytes', 'marked', 'runs')
if state[6] and state[6] ~= ARGV[9] then
  return redis.error_reply('RENAMED')
end
local epoch, number, last = state[1], tonumber(state[2] or 0), tonumber(state[3] or 0)
local floor = math.max(state[4] or 0, ARGV[3])
if now <= last then
  -- The clock was set back. Bridges date direct clients' messages right after what they follow, and so before what follows them.
  floor = math.max(floor, last + ROOM)
end

-- Those who say something, by their places, and whether each is the bridge's to speak for.
local senders, count = {}, tonumber(ARGV[11])
local at = 12 + 3 * count
local asked, keyed = tonumber(ARGV[at]), tonumber(ARGV[at + 2])
-- Whether everything is to be stored, and nothing of it by whoever nobody owns. It nearly always is, and costs least then.
local plain = keyed == 0
local names = {}
for i = 1, count do
  names[i] = ARGV[9 + 3 * i]
end
local holders = count > 0 and call('HMGET', owners, unpack(names)) or {}
for i = 1, count do
  local name, skeleton = names[i], ARGV[10 + 3 * i]
  local owned = skeleton ~= ''
  local held = not owned or holders[i] == bridge or hold(name, skeleton, bridge, now)
  plain = plain and owned and held
  senders[decimal(i)] = {name = name, kind = ARGV[11 + 3 * i], owned = owned, held = held}
end

-- Whose each of the messages is that were asked for.
local function speakers()
  local all, i = {}, 0
  for place in string.gmatch(ARGV[at + 1], '%d+') do
    i = i + 1
    all[i] = senders[place]
  end
  return all
end

-- What is to be stored, in order: its payloads, of which the first stands in that table behind so many others; and whose it is, and
-- the text of what has another payload than '<name>: <text>'. Of each answer that waits for it, which of these it is for.
local payloads, behind, wanted = ARGV, at + 2 + 2 * keyed, asked
local whose, texts, fresh_keys = nil, {}, {}
local answers, waiting = {}, {}
local said_now, pruned = {}, false

local function said_before(said)
  if not pruned then
    call('ZREMRANGEBYSCORE', once, '-inf', '(' .. decimal(now - REMEMBERED * 1000000))
    pruned = true
  end
  local before = call('ZSCORE', once, said)
  return before and decimal(tonumber(before))
end

local function sort_out()
  local keys, all, offered, text = {}, speakers(), behind, behind + asked
  for i = 1, keyed do
    keys[tonumber(ARGV[at + 1 + 2 * i])] = ARGV[at + 2 + 2 * i]
  end
  payloads, behind, wanted, whose = {}, 0, 0, {}
  for i = 1, asked do
    local sender, key = all[i], keys[i]
    local said = key and sender.name .. ' ' .. key
    if not sender.owned then
      text = text + 1
    end
    if not sender.held then
      answers[i] = 'LOST'
    elseif said and said_now[said] then
      waiting[i] = said_now[said]
    else
      local before = said and said_before(said)
      if before then
        answers[i] = before
      else
        wanted = wanted + 1
        payloads[wanted], whose[wanted], waiting[i] = ARGV[offered + i], sender, wanted
        if not sender.owned then
          texts[wanted] = ARGV[text]
        end
        if said then
          said_now[said] = wanted
          fresh_keys[#fresh_keys + 1] = said
        end
      end
    end
  end
end
if not plain then
  sort_out()
end

-- A new epoch begins where data was lost: all of it, or what this bridge has, or another that has said so (heartbeat.lua).
local fresh = wanted > 0
  and (not epoch or state[5] or redis.call('EXISTS', stream) == 0 or last < tonumber(ARGV[4]))
local prior = decimal(math.max(last, ARGV[4], state[5] or 0))
if fresh and now <= floor then
  -- Times that others were given last, and this bridge had not heard of when they were lost, are not to be given again.
  floor = floor + LEAP
end
-- The first message's time; the others follow it by a microsecond each.
local first = math.max(now, last + 1, floor + 1)
if fresh then
  epoch, number = bridge .. '.' .. decimal(first), 0
end
-- How many bytes were stored ever, and how many of them before the newest mark. What was stored before anybody counted is let go
-- with the first mark.
local bytes, marked = tonumber(state[7] or 0), state[7] and tonumber(state[8])
local made, counted = {}, {}
local every = math.max(1, whole(tonumber(ARGV[5]) / PARTS))

-- How many messages from that one on go into one entry: those of announcements stand alone.
local most = state[9] and tonumber(ARGV[10]) or 1
local function together(from)
  if not plain and not whose[from].owned then
    return 1
  end
  local size, to = #payloads[behind + from], from
  while to - from + 1 < most and size < ENTRY and to < wanted and (plain or whose[to + 1].owned) do
    to = to + 1
    size = size + #payloads[behind + to]
  end
  return to - from + 1
end

local function add(from, length)
  local id, place = entry(first + from - 1), decimal(number + from)
  local values, added
  if length == 1 then
    whose = whose or speakers()
    local sender = whose[from]
    local text = texts[from] or string.sub(payloads[behind + from], #sender.name + 3)
    values = #sender.kind + #sender.name + #text
    added = redis.pcall('XADD', stream, id, 'e', epoch, 'n', place, 'k', sender.kind, 's', sender.name, 't', text)
  else
    local lines = table.concat(payloads, '\n', behind + from, behind + from + length - 1)
    values = #lines
    added = redis.pcall('XADD', stream, id, 'e', epoch, 'n', place, 'm', lines)
  end
  if type(added) == 'table' then
    return added.err
  end
  if not marked or bytes - marked >= STEP then
    made[#made + 1], made[#made + 2] = decimal(bytes), id
    marked = bytes
  end
  if whole((number + from - 1) / every) ~= whole((number + from + length - 1) / every) then
    counted[#counted + 1], counted[#counted + 2] = place, id
  end
  bytes = bytes + #epoch + #place + values + BESIDE
end

local stored, why = 0, nil
while stored < wanted and not why do
  local length = together(stored + 1)
  why = add(stored + 1, length)
  if why and stored == 0 then
    -- The stream is ahead of the hash where it alone was kept.
    local newest = call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
    local ms, rest = string.match(newest and newest[1] or '', '^(%d+)-(%d+)$')
    if ms then
      -- As far as an entry may reach beyond its id.
      first = math.max(first, ms * 1000 + rest + tonumber(ARGV[10]))
      why = add(1, length)
    end
  end
  if not why then
    stored = stored + length
  end
end

if stored > 0 then
  local ids, chat = ARGV[7], ARGV[8]
  call('PUBLISH', ids, entry(first) .. ' ' .. epoch .. ' ' .. decimal(number + 1) .. ' ' .. decimal(stored))
  for i = behind + 1, behind + stored do
    call('PUBLISH', chat, payloads[i])
  end
  call('HSET', lobby, 'epoch', epoch, 'number', decimal(number + stored), 'last', decimal(first + stored - 1),
    'bytes', decimal(bytes), 'marked', decimal(marked))
  if fresh then
    call('HSET', lobby, 'start', decimal(first), 'prior', prior)
    call('HDEL', lobby, 'torn')
  end
end
if not state[6] then
  redis.call('HSET', lobby, 'channels', ARGV[9])
end
for _, said in ipairs(fresh_keys) do
  if said_now[said] <= stored then
    call('ZADD', once, decimal(first + said_now[said] - 1), said)
    call('EXPIRE', once, REMEMBERED)
  end
end
-- Lets go of what was stored before the oldest place in that set, ZSET, behind which no more than what is wanted stands. Redis lets
-- go of so many entries at a time only: where far too much is there, it goes little by little.
local function trim(set, places, behind)
  redis.call('ZADD', set, unpack(places))
  if redis.call('ZREMRANGEBYSCORE', set, '-inf', '(' .. decimal(behind)) > 0 then
    redis.call('XTRIM', stream, 'MINID', '~', redis.call('ZRANGE', set, 0, 0)[1])
  end
end

local function bound()
  if fresh then
    redis.call('DEL', counts)
  end
  if #made > 0 then
    if not state[8] then
      redis.call('DEL', marks)
    end
    -- Until the next mark another step may come.
    trim(marks, made, bytes - (ARGV[6] - STEP))
  end
  if #counted > 0 then
    trim(counts, counted, number + stored + 1 - ARGV[5] - every)
  end
end

local trouble
if stored > 0 then
  -- What is stored is stored, whether or not this can be done.
  local done, failed = pcall(bound)
  if not done then
    trouble = type(failed) == 'table' and failed.err or tostring(failed)
  end
end
if stored > 0 and stored == asked and not trouble then
  return {decimal(first)}
end
for i = 1, asked do
  local place = plain and i or waiting[i]
  if place then
    answers[i] = place <= stored and decimal(first + place - 1) or 'FAILED ' .. why
  end
end
answers[asked + 1] = trouble
return answers
