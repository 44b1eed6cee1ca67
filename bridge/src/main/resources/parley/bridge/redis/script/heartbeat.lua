-- Renews a bridge's lease, lets it hear itself, and tells it what needs repair.
--
-- KEYS[1..7] as in names.lua     KEYS[8] lobby, HASH of where the stream stands
-- KEYS[9] readers, HASH of the bridges that read entries that hold several messages
-- ARGV[1] bridge     ARGV[2] length of the lease, µs
-- ARGV[3] channel on which the bridge hears itself, empty where it does not listen yet     ARGV[4] what to say there
-- ARGV[5] the latest message's time that the bridge has seen, µs: whoever publishes next goes beyond it
-- ARGV[6] the end of the bridge's lease as it knows it; a renewal whose answer it never got may have hidden a lapse
-- ARGV[7] time of the newest stored message that the bridge has, µs; 0 for none
-- ARGV[8] epoch, ARGV[9] number of the newest that it has and knows to be there
-- ARGV[10] length of the longest lease that any bridge has, µs
-- ARGV[11] secret of the service channels to which it listens, empty where it does not
-- ARGV[12] channel on which archivers take questions, ARGV[13] channel of those among them who read entries that hold several
-- messages; of no meaning where ARGV[11] is empty
--
-- Answer: {clock, µs; the lease's new end; 1 if the lease has run without a lapse since the end that the bridge knows
-- was set, else 0; 1 if nicknames that bridges hold are missing somewhere, else 0; the bridges whose leases have run out; the secret
-- of the service channels that all are to use, empty where there is none}
local readers = KEYS[9]
-- For how long somebody who was there may come back, µs: an hour.
local LATELY = 3600000000
local bridge, length, longest = ARGV[1], ARGV[2], ARGV[10]
local now = clock()
local mine = lease(bridge)
local ran = mine == tonumber(ARGV[6]) and mine > now
local ends = string.format('%.0f', now + length)
redis.call('HSET', bridges, bridge, ends)
if ARGV[3] ~= '' then
  redis.call('PUBLISH', ARGV[3], ARGV[4])
end

local lobby = KEYS[8]
local secret = redis.call('HGET', lobby, 'channels')
if not secret then
  -- Redis was emptied.
  secret = ARGV[11]
  if secret ~= '' then
    redis.call('HSET', lobby, 'channels', secret)
  end
end
local state = redis.call('HMGET', lobby, 'last', 'floor', 'epoch', 'number', 'torn')
if tonumber(ARGV[5]) > math.max(tonumber(state[1] or 0), tonumber(state[2] or 0)) then
  redis.call('HSET', lobby, 'floor', ARGV[5])
end

-- Redis came back with older data. The next message is to begin an epoch, whoever publishes it: so those learn of it, too, who
-- never had what is lost, and the archiver; and how far the old one had come.
if state[3] and (tonumber(state[1] or 0) < tonumber(ARGV[7])
    or (state[3] == ARGV[8] and tonumber(state[4] or 0) < tonumber(ARGV[9]))) then
  redis.call('HSET', lobby, 'torn', string.format('%.0f', math.max(state[5] or 0, ARGV[7])))
end

local over = {}
local leases = redis.call('HGETALL', bridges)
for at = 1, #leases, 2 do
  local ending = tonumber(leases[at + 1])
  if ending <= now then
    over[#over + 1] = leases[at]
  elseif ending > now + longest then
    -- The clock was set back meanwhile. Whoever is dead would keep its names for that much longer.
    redis.call('HSET', bridges, leases[at], string.format('%.0f', now + longest))
  end
end
-- A bridge whose own lease had run out does not judge the others: this Redis may have stood still for all of them, or its
-- clock may have jumped. They get another lease's time to show themselves.
if mine and mine <= now then
  for _, other in ipairs(over) do
    redis.call('HSET', bridges, other, ends)
  end
  over = {}
end

-- Whether entries of the stream may hold several messages: where all who are there read such, and nobody was there lately who does
-- not. That one may have died, or be away for a moment, and is to find what it missed when it comes back.
redis.call('HSET', readers, bridge, '1')
local reading, known = redis.call('HKEYS', readers), {}
for _, reader in ipairs(reading) do
  known[reader] = true
end
local earlier = false
for at = 1, #leases, 2 do
  earlier = earlier or not known[leases[at]]
  known[leases[at]] = nil
end
for reader in pairs(known) do
  redis.call('HDEL', readers, reader)
end
if ARGV[11] ~= '' and ARGV[11] == secret then
  local listening = redis.call('PUBSUB', 'NUMSUB', ARGV[12], ARGV[13])
  earlier = earlier or listening[2] > listening[4]
end
local form = redis.call('HMGET', lobby, 'runs', 'plain')
if earlier then
  redis.call('HSET', lobby, 'plain', string.format('%.0f', now))
end
local runs = not earlier and now - (form[2] or 0) > LATELY
if runs ~= (form[1] and true or false) then
  if runs then
    redis.call('HSET', lobby, 'runs', '1')
  else
    redis.call('HDEL', lobby, 'runs')
  end
end

-- Each nickname that a bridge holds stands in four places.
local count = redis.call('HLEN', owners)
local missing = redis.call('SCARD', users) < count
  or redis.call('SCARD', claimed) < count
  or redis.call('HLEN', skeletons) < count
return {string.format('%.0f', now), ends, ran and 1 or 0, missing and 1 or 0, over, secret}
