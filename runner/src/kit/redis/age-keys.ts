import type { Redis } from 'ioredis'

/** In one step, so that no client sees a server of which one half has aged. Returns the keys that have expired by it. */
export const ageScript = `
local expired = {}
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, left - tonumber(ARGV[1])) end
  if left >= 0 and left <= tonumber(ARGV[1]) then table.insert(expired, key) end
end
table.sort(expired)
return expired`

/** Lets `ms` milliseconds pass for every key that has a time to live. Needs the right to run scripts, and all keys. */
export async function ageKeys(client: Redis, ms: number): Promise<void> {
  await client.eval(ageScript, 0, ms)
}
