import type { Clock } from 'loadbearing/kit'

/** One try. It is repeatable, and has a time limit of its own. */
export type Send = () => Promise<Response>

/** Resolves with the last response, or rejects as the last try did. */
export type Call = (send: Send) => Promise<Response>

const most = 20
const perSuccess = 0.2
const perSecond = 0.25

/** Only what works pays in, so that an outage soon has no retries at all. Time fills it up again. */
export class Retries {
  readonly #clock: Clock
  #tokens = most
  #asOfMs: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#asOfMs = clock.now()
  }

  async call(send: Send, triesLeft = 2): Promise<Response> {
    const [result] = await Promise.allSettled([send()])
    const isGood = result.status === 'fulfilled' && result.value.status < 500
    if (isGood) this.#tokens = Math.min(most, this.#tokens + perSuccess)
    else if (triesLeft > 0 && this.#take()) {
      await this.#clock.sleep(Math.random() * 500)
      return this.call(send, triesLeft - 1)
    }
    if (result.status === 'rejected') throw result.reason
    return result.value
  }

  #take(): boolean {
    const nowMs = this.#clock.now()
    this.#tokens = Math.min(most, this.#tokens + ((nowMs - this.#asOfMs) / 1_000) * perSecond)
    this.#asOfMs = nowMs
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}

export function createCall(clock: Clock): Call {
  const retries = new Retries(clock)
  return (send) => retries.call(send)
}
