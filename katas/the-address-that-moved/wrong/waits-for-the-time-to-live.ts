// fails: A connection that fails is a reason to look again, once a second at most
// hint: What does a refused connection tell you?
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

/** Between two lookups, and the longest that one of them is waited for. */
const lookUpMs = 1_000
const staleForMs = 600_000

/** Keeps each answer for its time. What fails meanwhile is tried at the other addresses. */
export function createGet(lookUp: LookUp, clock: Clock): Get {
  const pools = new Map<string, Agent>()
  let answer: Answer | undefined
  let [answeredMs, askedMs] = [0, Number.NEGATIVE_INFINITY]
  let failure: unknown
  let asking: Promise<void> | undefined

  async function ask(): Promise<void> {
    askedMs = clock.now()
    try {
      const silent = clock.sleep(lookUpMs).then(() => Promise.reject(new Error('DNS is silent.')))
      answer = await Promise.race([lookUp(), silent])
      answeredMs = clock.now()
    } catch (error) {
      failure = error
    }
    asking = undefined
    const gone = [...pools].filter(([address]) => !answer?.addresses.includes(address))
    for (const [address, pool] of gone) {
      pools.delete(address)
      retire(pool)
    }
  }

  /** Whoever comes while a lookup is under way shares it, and whoever comes soon after one makes do with what it said. */
  async function refresh(): Promise<void> {
    if (clock.now() - askedMs >= lookUpMs) asking ??= ask()
    await asking
  }

  return async (path) => {
    if (!answer || clock.now() - answeredMs >= answer.ttlMs) await refresh()
    const tried = new Set<string>()
    for (;;) {
      const usable = answer && clock.now() - answeredMs < answer.ttlMs + staleForMs ? answer.addresses : []
      const left = usable.filter((one) => !tried.has(one))
      const address = left[Math.floor(Math.random() * left.length)]
      if (address === undefined) throw failure
      tried.add(address)
      const pool = pools.get(address) ?? new Agent({ keepAlive: true })
      pools.set(address, pool)
      try {
        return await send(pool, clock, address, path)
      } catch (error) {
        failure = error
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
