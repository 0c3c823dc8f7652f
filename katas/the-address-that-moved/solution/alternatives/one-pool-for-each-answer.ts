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

/** What one answer of DNS led to: connections, too, are as old as the answer. */
interface Generation extends Answer {
  readonly sinceMs: number
  readonly pool: Agent
}

/** Makes the function by which one process of the shop reads from the service of that name. */
export function createGet(lookUp: LookUp, clock: Clock): Get {
  let current: Generation | undefined
  let last = { sinceMs: Number.NEGATIVE_INFINITY, over: Promise.resolve() }

  async function lookUpNow(): Promise<void> {
    const waiting = new AbortController()
    const limit = clock.sleep(1_000, waiting.signal).then(() => Promise.reject(new Error('DNS is silent.')))
    const answer = await Promise.race([lookUp(), limit]).finally(() => waiting.abort())
    const isSame = current && answer.addresses.toSorted().join() === current.addresses.toSorted().join()
    if (current && !isSame) retire(current.pool)
    const pool = current && isSame ? current.pool : new Agent({ keepAlive: true })
    current = { ...answer, sinceMs: clock.now(), pool }
  }

  /** Looks up, unless somebody has in the last second. Resolves in any case. */
  function lookUpOnce(): Promise<void> {
    if (clock.now() - last.sinceMs >= 1_000) last = { sinceMs: clock.now(), over: lookUpNow().catch(() => {}) }
    return last.over
  }

  /** The last answer, if it is not over for longer than that. */
  function find(overMs: number): Generation | undefined {
    return current && clock.now() - current.sinceMs < current.ttlMs + overMs ? current : undefined
  }

  return async (path) => {
    if (!find(0)) await lookUpOnce()
    let failure: unknown = new Error('Nobody knows where the service is.')
    const tried: string[] = []
    for (;;) {
      const generation = find(600_000)
      const left = generation?.addresses.filter((one) => !tried.includes(one)) ?? []
      const address = left[Math.floor(Math.random() * left.length)]
      if (!generation || address === undefined) throw failure
      tried.push(address)
      try {
        return await send(generation.pool, clock, address, path)
      } catch (error) {
        failure = error
        await lookUpOnce()
      }
    }
  }
}

/** Closes what is idle, and what is busy as soon as it has its answer. */
function retire(pool: Agent): void {
  pool.maxFreeSockets = 0
  for (const sockets of Object.values(pool.freeSockets)) for (const socket of sockets ?? []) socket.destroy()
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
