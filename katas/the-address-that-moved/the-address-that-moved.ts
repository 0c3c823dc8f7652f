import { Agent, get as request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Clock } from 'loadbearing/kit'

/** What DNS says about a name. */
export interface Answer {
  /** Host and port of each server that has the name now: `10.0.3.7:8080`. There is at least one. */
  readonly addresses: readonly string[]
  /** Time to live: how long the answer may be used, in milliseconds. */
  readonly ttlMs: number
}

/** Asks DNS for the name of the service. It rejects when DNS is down, or never settles. */
export type LookUp = () => Promise<Answer>

/** GETs a path of the service, and resolves with the body. */
export type Get = (path: string) => Promise<string>

/** Makes the function by which one process of the shop reads from the service of that name. */
export function createGet(lookUp: LookUp, clock: Clock): Get {
  const agent = new Agent({ keepAlive: true })
  let answer: Promise<Answer> | undefined
  return async (path) => {
    // TODO: the process runs for weeks, and asks on its first day.
    answer ??= lookUp()
    const [address = ''] = (await answer).addresses
    return send(agent, clock, address, path)
  }
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
