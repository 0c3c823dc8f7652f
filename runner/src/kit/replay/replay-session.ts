import { inject } from 'vitest'
import {
  type ReplayedStep,
  type ReplayMessage,
  type ReplayPlan,
  type ReplayStop,
  replayChannel,
  replayKey,
} from '../../replay.ts'
import type { TraceStep } from '../interleave/trace.ts'
import { asKit } from '../origin/async-watch.ts'
import { HeldTime } from '../redis/held-time.ts'
import type { TestServers } from '../servers/test-servers.ts'
import type { WireUnit } from '../wire/unit.ts'
import { renderSent } from '../words/render-sent.ts'
import { type DescribeUnit, renderTrace, renderUnit } from '../words/render-trace.ts'
import type { Pace } from './pace.ts'

declare module 'vitest' {
  interface ProvidedContext {
    [replayKey]: ReplayPlan | undefined
  }
}

interface SessionSetting {
  readonly servers: TestServers
  /** Under which the servers are kept, so that a shell finds them. */
  readonly label: string
}

/** An order or crash point that is to be played again, and whoever looks on. */
export class ReplaySession {
  readonly plan: ReplayPlan
  readonly #setting: SessionSetting
  readonly #channel = asKit(() => new BroadcastChannel(replayChannel))
  #isStepwise: boolean
  #isShown = false
  #goOn: () => void = () => {}

  private constructor(plan: ReplayPlan, setting: SessionSetting) {
    this.plan = plan
    this.#setting = setting
    this.#isStepwise = plan.isStepwise
    this.#channel.onmessage = ({ data }) => this.#hear(data as ReplayMessage)
    // Whoever waits for a person is kept alive by the test that waits.
    this.#channel.unref()
  }

  /** Undefined in an ordinary run. */
  static find(setting: SessionSetting): ReplaySession | undefined {
    const plan = inject(replayKey)
    return plan && new ReplaySession(plan, setting)
  }

  /** What makes an exploration stand before each of its steps. */
  pace(describe: DescribeUnit | undefined): Pace {
    const ids = new WeakMap<TraceStep, number>()
    let count = 0
    const told = (steps: readonly TraceStep[]): ReplayedStep[] => {
      for (const step of steps) if (!ids.has(step)) ids.set(step, count++)
      return renderSteps(steps, ids, describe)
    }
    let last: Pick<ReplayStop, 'steps' | 'choices'> = { steps: [], choices: 0 }
    return {
      stand: async ({ actor, unit, fate }, choices, steps) => {
        last = { steps: told(steps), choices }
        const text = renderUnit(unit, describe)
        await this.#stand({ ...last, next: { actor, text, ...sentBy(unit), ...(fate ? { fate } : {}) } })
      },
      end: (choices, steps) => {
        last = { steps: told(steps), choices }
        this.#tell(last)
      },
      diverge: (diverged) => this.#tell({ ...last, diverged }),
    }
  }

  [Symbol.dispose](): void {
    this.#channel.close()
  }

  async #stand(stop: Pick<ReplayStop, 'steps' | 'choices' | 'next'>): Promise<void> {
    if (!this.#isStepwise) return this.#tell(stop)
    await this.#show()
    const redis = this.#setting.servers.redisServer?.judge
    await using _held = redis && (await HeldTime.hold(redis))
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#goOn = resolve
    this.#tell(stop)
    await promise
  }

  /** From here on a shell leads to the servers of this test. */
  async #show(): Promise<void> {
    if (this.#isShown) return
    this.#isShown = true
    const { servers, label } = this.#setting
    await servers.keep(label)
  }

  #tell(stop: Omit<ReplayStop, 'shells'>): void {
    const shells = Object.keys(this.#setting.servers.services).map((service) => `kata sh ${service}`)
    this.#channel.postMessage({ type: 'stands', stop: { ...stop, shells } } satisfies ReplayMessage)
  }

  #hear(message: ReplayMessage): void {
    if (message.type !== 'goes-on') return
    this.#isStepwise = message.isStepwise
    this.#goOn()
  }
}

function renderSteps(
  steps: readonly TraceStep[],
  ids: WeakMap<TraceStep, number>,
  describe: DescribeUnit | undefined,
): ReplayedStep[] {
  const texts = renderTrace(steps, describe)
  return steps.flatMap((step, at) => {
    const text = texts[at]
    const id = ids.get(step) ?? at
    return text ? [{ ...text, id, ...(step.kind === 'unit' ? sentBy(step.unit) : {}) }] : []
  })
}

function sentBy(unit: WireUnit): { sent?: string } {
  const sent = renderSent(unit)
  return sent === undefined ? {} : { sent }
}
