// fails: After its time to live an address gets no more calls unless DNS still names it
// hint: What holds on to the old address?
import { Agent, get as request } from 'node:http'
import { connect } from 'node:net'
import { Duplex } from 'node:stream'
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

/** An agent whose connections are made to an address that DNS has named lately. It keeps them as long as it can. */
class NameAgent extends Agent {
  readonly #lookUp: LookUp
  readonly #clock: Clock
  #asked: Promise<Answer> | undefined
  #untilMs = 0

  constructor(lookUp: LookUp, clock: Clock) {
    super({ keepAlive: true })
    this.#lookUp = lookUp
    this.#clock = clock
  }

  override createConnection(_: unknown, connected?: (error: Error | null, stream: Duplex) => void): undefined {
    this.#resolve().then(
      ({ addresses }) => {
        const [host = '', port] = (addresses[Math.floor(Math.random() * addresses.length)] ?? '').split(':')
        connected?.(null, connect(Number(port), host))
      },
      (error) => {
        this.#asked = undefined
        connected?.(error, new Duplex())
      },
    )
  }

  #resolve(): Promise<Answer> {
    if (this.#asked && this.#clock.now() < this.#untilMs) return this.#asked
    this.#untilMs = Number.POSITIVE_INFINITY
    this.#asked = this.#lookUp().then((answer) => {
      this.#untilMs = this.#clock.now() + answer.ttlMs
      return answer
    })
    return this.#asked
  }
}

/** The cache keeps to the time to live. Only who opens a connection asks it. */
export function createGet(lookUp: LookUp, clock: Clock): Get {
  const agent = new NameAgent(lookUp, clock)
  return (path) => send(agent, clock, 'prices.shop', path)
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
