-- What the scripts on nicknames share; it stands before each of them. A nickname is held by a bridge until that
-- bridge's lease has run out. These seven keys come first in every such script:
--
-- KEYS[1] users, SET of all online     KEYS[2] owners, HASH nickname -> bridge
-- KEYS[3] skeletons, HASH skeleton -> nickname
-- KEYS[4] claimed, SET of the nicknames in owners
-- KEYS[5] bridges, HASH bridge -> end of its lease, µs
-- KEYS[6] tokens, HASH nickname -> secret by which another bridge's session may take it over; where somebody asked for one
-- KEYS[7] taken, ZSET '<bridge> <nickname>' -> when that bridge, which was not asked, lost it to another, µs
local users, owners, skeletons, claimed, bridges = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local tokens, taken = KEYS[6], KEYS[7]
-- For how long a bridge that lost a nickname may not know it, s: a heartbeat or what it does next tells it.
local UNAWARE = 60

local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function expired(now)
  return redis.error_reply('EXPIRED ' .. string.format('%.0f', now))
end

-- When the bridge's lease ends or ended. Nothing where Redis knows of none: that bridge may live, if Redis lost its data.
local function lease(bridge)
  return tonumber(redis.call('HGET', bridges, bridge) or '')
end

local function dead(bridge, now)
  local ends = lease(bridge)
  return ends and ends <= now
end

-- Whether the bridge may take what is the owner's. Not one whose own lease has run out: this Redis may have stood still for all
-- of them, or its clock may have jumped, which the next heartbeat sets right.
local function outlives(bridge, owner, now)
  return dead(owner, now) and not dead(bridge, now)
end

-- A bridge that lost the nickname unasked takes it for its own: what it still does in its name must not take it back, when the new
-- owner is gone.
local function note_taken(owner, nick, now)
  redis.call('ZREMRANGEBYSCORE', taken, '-inf', '(' .. string.format('%.0f', now - UNAWARE * 1000000))
  redis.call('ZADD', taken, string.format('%.0f', now), owner .. ' ' .. nick)
  redis.call('EXPIRE', taken, UNAWARE)
end

local function put(nick, skeleton, bridge)
  redis.call('HSET', owners, nick, bridge)
  redis.call('HSET', skeletons, skeleton, nick)
  redis.call('HDEL', tokens, nick)
  redis.call('SADD', claimed, nick)
  redis.call('SADD', users, nick)
end

local function drop(nick, skeleton)
  redis.call('HDEL', owners, nick)
  redis.call('HDEL', tokens, nick)
  redis.call('SREM', claimed, nick)
  redis.call('SREM', users, nick)
  if redis.call('HGET', skeletons, skeleton) == nick then
    redis.call('HDEL', skeletons, skeleton)
  end
end

-- Makes the nickname the bridge's unless it, or one that looks like it, is somebody else's. Whether it is the bridge's now.
local function hold(nick, skeleton, bridge, now)
  local owner = redis.call('HGET', owners, nick)
  if owner == bridge then
    return true
  end
  if owner then
    if not outlives(bridge, owner, now) then
      return false
    end
    note_taken(owner, nick, now)
  elseif redis.call('SISMEMBER', users, nick) == 1 or redis.call('ZSCORE', taken, bridge .. ' ' .. nick) then
    return false
  end
  local lookalike = redis.call('HGET', skeletons, skeleton)
  if lookalike and lookalike ~= nick then
    local rival = redis.call('HGET', owners, lookalike)
    if rival and not outlives(bridge, rival, now) then
      return false
    end
    drop(lookalike, skeleton)
  end
  put(nick, skeleton, bridge)
  return true
end
