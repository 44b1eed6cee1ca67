-- Looks for nicknames that are not among those online, though a bridge holds them.
--
-- KEYS[1..7] as in names.lua
-- ARGV[1] and so on: nicknames
--
-- Answer: those that are missing.
local missing = {}
for _, nick in ipairs(ARGV) do
  if redis.call('SISMEMBER', users, nick) == 0 then
    missing[#missing + 1] = nick
  end
end
return missing
