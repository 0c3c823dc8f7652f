import type { OtherTraffic } from '../interleave/other-traffic.ts'
import type { Severable, StepSource } from './life.ts'

interface LifeTrafficSetting {
  readonly others: OtherTraffic | undefined
  /** What is tied to the life; it may become more. */
  readonly sources: readonly (Severable | StepSource)[]
  /** Whether a step of the life waits to be let through. */
  readonly isAtAStep: () => boolean
}

/** What may bring a life on besides the connections that its board knows. */
export class LifeTraffic implements OtherTraffic {
  readonly #setting: LifeTrafficSetting

  constructor(setting: LifeTrafficSetting) {
    this.#setting = setting
  }

  get activity(): number {
    const { others } = this.#setting
    return this.#sources.reduce((sum, source) => sum + source.activity, others?.activity ?? 0)
  }

  findReasonToWait(): string | undefined {
    const { others, isAtAStep } = this.#setting
    const reason = others?.findReasonToWait()
    // A consumer is never done. It is waited for only as long as there is nothing else to go on with.
    if (reason !== undefined || isAtAStep()) return reason
    for (const source of this.#sources) {
      const found = source.findReasonToWait()
      if (found !== undefined) return found
    }
    return undefined
  }

  isHolding(clientPort: number): boolean {
    return this.#setting.others?.isHolding?.(clientPort) === true
  }

  get #sources(): StepSource[] {
    return this.#setting.sources.filter((source) => 'findReasonToWait' in source)
  }
}
