import type { Redis } from 'ioredis'
import { asKit } from '../origin/async-watch.ts'

const everyMs = 100

const rememberScript = `
local found = {}
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then table.insert(found, key); table.insert(found, left) end
end
return found`

/** Only what still has less time than it had: what was given more meanwhile keeps it. */
const restoreScript = `
for at = 1, #ARGV, 2 do
  local left = redis.call('PTTL', ARGV[at])
  if left >= 0 and left < tonumber(ARGV[at + 1]) then redis.call('PEXPIRE', ARGV[at], ARGV[at + 1]) end
end`

/**
 * Holds up the time of every key that would expire, while a person looks: it has as long to live afterwards as before.
 * A key with less than a tenth of a second left may be gone. Needs the right to run scripts.
 */
export class HeldTime implements AsyncDisposable {
  readonly #client: Redis
  readonly #keys: readonly (string | number)[]
  readonly #timer: NodeJS.Timeout | undefined

  private constructor(client: Redis, keys: readonly (string | number)[]) {
    this.#client = client
    this.#keys = keys
    if (keys.length > 0) this.#timer = asKit(() => setInterval(() => void this.#restore().catch(() => {}), everyMs))
  }

  static async hold(client: Redis): Promise<HeldTime> {
    return new HeldTime(client, (await client.eval(rememberScript, 0)) as (string | number)[])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.#restore()
  }

  async #restore(): Promise<void> {
    if (this.#keys.length > 0) await this.#client.eval(restoreScript, 0, ...this.#keys)
  }
}
