import { CourseError } from '../../errors.ts'
import type { RecentCalls, SteadyLoad, SteadyLoadOptions } from '../drill-definition.ts'

const mostPerSecond = 200
/** A drill that somebody forgot does not keep a machine busy for ever. */
const mostMinutes = 60
/** Callers who got no answer; more are turned away here, as a full socket queue would. */
const mostUnderWay = 400
const windowMs = 5_000
const beatMs = 20

interface Ended {
  readonly at: number
  readonly outcome: string
  readonly tookMs: number
}

/** Calls at a steady rate, whether or not earlier calls have ended, bounded in rate, in number under way and in time. */
export class BoundedLoad implements SteadyLoad {
  readonly #options: SteadyLoadOptions
  #ended: Ended[] = []
  #underWay = 0
  #nth = 0
  #timer: NodeJS.Timeout | undefined
  #beganAt = 0
  #sentSince = 0
  readonly #endsAt = performance.now() + mostMinutes * 60_000
  #onIdle: () => void = () => undefined

  constructor(options: SteadyLoadOptions) {
    if (options.ratePerSecond > mostPerSecond) {
      const message = `${options.name} asks for ${options.ratePerSecond} calls a second; at most ${mostPerSecond} are sent.`
      throw new CourseError('LOAD_TOO_LARGE', { message })
    }
    this.#options = options
    this.resume()
  }

  resume(): void {
    if (this.#timer) return
    this.#beganAt = performance.now()
    this.#sentSince = 0
    this.#timer = setInterval(() => this.#sendDue(), beatMs)
  }

  async pause(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    if (this.#underWay === 0) return
    await new Promise<void>((done) => {
      this.#onIdle = done
    })
  }

  get recent(): RecentCalls {
    const since = performance.now() - windowMs
    this.#ended = this.#ended.filter(({ at }) => at >= since)
    const outcomes: Record<string, number> = {}
    for (const { outcome } of this.#ended) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    const { served } = this.#options
    const answered = this.#ended.filter(({ outcome }) => served === undefined || outcome === served)
    const sorted = answered.map(({ tookMs }) => tookMs).sort((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
    const ratePerSecond = (this.#ended.length * 1_000) / windowMs
    return { ratePerSecond, outcomes, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
  }

  #sendDue(): void {
    const now = performance.now()
    if (now > this.#endsAt) {
      void this.pause()
      return
    }
    const due = Math.floor(((now - this.#beganAt) * this.#options.ratePerSecond) / 1_000)
    for (; this.#sentSince < due; this.#sentSince += 1) {
      this.#send(this.#beganAt + (this.#sentSince * 1_000) / this.#options.ratePerSecond)
    }
  }

  #send(dueAt: number): void {
    const end = (outcome: string): void => {
      const at = performance.now()
      this.#ended.push({ at, outcome, tookMs: at - dueAt })
    }
    if (this.#underWay >= mostUnderWay) {
      end('turned away')
      return
    }
    this.#underWay += 1
    this.#nth += 1
    this.#options
      .call(this.#nth)
      .then(end, () => end('failed'))
      .finally(() => {
        this.#underWay -= 1
        if (this.#underWay === 0) this.#onIdle()
      })
  }
}
