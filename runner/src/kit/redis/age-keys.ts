import type { Redis } from 'ioredis'

/** In one step, so that no client sees a server of which one half has aged. */
const ageScript = `
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, left - tonumber(ARGV[1])) end
end`

/** Lets time pass for every key that has a time to live. */
export async function ageKeys(redis: Redis, ms: number): Promise<void> {
  await redis.eval(ageScript, 0, ms)
}
