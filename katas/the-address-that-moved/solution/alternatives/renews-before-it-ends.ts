import { Agent, get as request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Clock } from 'loadbearing/kit'

/** What DNS says about a name. */
export interface Answer {
  readonly addresses: readonly string[]
  readonly ttlMs: number
}

/** Asks DNS for the name of the service. It rejects when DNS is down, or never settles. */
export type LookUp = () => Promise<Answer>

/** GETs a path of the service, and resolves with the body. */
export type Get = (path: string) => Promise<string>

/** Makes the function by which one process of the shop reads from the service of that name. */
export function createGet(lookUp: LookUp, clock: Clock): Get {
  const pools = new Map<string, Agent>()
  let staleUntilMs = 0
  let askedMs = Number.NEGATIVE_INFINITY
  let asked = Promise.resolve()
  let round = 0

  /** Looks up, unless somebody has in the last second. Resolves in any case. */
  function renew(): Promise<void> {
    if (clock.now() - askedMs < 1_000) return asked
    askedMs = clock.now()
    const silent = clock.sleep(1_000).then(() => Promise.reject(new Error('DNS is silent.')))
    asked = Promise.race([lookUp(), silent]).then(take, () => renewAfter(1_000))
    return asked
  }

  function renewAfter(ms: number): void {
    const mine = ++round
    void clock.sleep(ms).then(() => void (mine === round && renew()))
  }

  function take({ addresses, ttlMs }: Answer): void {
    staleUntilMs = clock.now() + ttlMs + 600_000
    for (const address of addresses) if (!pools.has(address)) pools.set(address, new Agent({ keepAlive: true }))
    for (const [address, pool] of pools) {
      if (addresses.includes(address)) continue
      pools.delete(address)
      retire(pool)
    }
    // Before the time is over: so no caller ever waits for DNS but the first.
    renewAfter(0.9 * ttlMs)
  }

  return async (path) => {
    if (pools.size === 0) await renew()
    let failure: unknown = new Error('Nobody knows where the service is.')
    const tried = new Set<string>()
    for (;;) {
      const left = clock.now() < staleUntilMs ? [...pools].filter(([address]) => !tried.has(address)) : []
      const [address, pool] = left[Math.floor(Math.random() * left.length)] ?? []
      if (!address || !pool) throw failure
      tried.add(address)
      try {
        return await send(pool, clock, address, path)
      } catch (error) {
        failure = error
        await renew()
      }
    }
  }
}

/** Closes what is idle, and what is busy as soon as it has its answer. */
function retire(pool: Agent): void {
  pool.maxFreeSockets = 0
  for (const socket of Object.values(pool.freeSockets).flat()) socket?.destroy()
}

const timeoutMs = 2_000

/** One GET over a connection of `agent`. Rejects when the connection fails, or without an answer in two seconds. */
function send(agent: Agent, clock: Clock, address: string, path: string): Promise<string> {
  const answered = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const asked = request(`http://${address}${path}`, { agent }, (response) => text(response).then(resolve, reject))
  asked.on('error', reject)
  const giveUp = () => asked.destroy(new Error(`${address} gave no answer in time.`))
  clock.sleep(timeoutMs, answered.signal).then(giveUp, () => {})
  return promise.finally(() => answered.abort())
}
