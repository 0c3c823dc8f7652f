import type { Step, StepKind } from './wire/step.ts'

/** Before the broker has the request of a step, or after it has done it and before its answer. */
export type CrashMoment = 'before' | 'after'

interface Plan {
  readonly moment: CrashMoment
  readonly kind: StepKind
  /** How many more of these steps have to come. */
  left: number
  readonly onDue: () => void
}

/** At which steps a worker is to die. */
export class CrashPlans {
  readonly #plans: Plan[] = []

  /** Calls `onDue` when the nth step of this kind has been reached. */
  add(plan: Pick<Plan, 'moment' | 'kind' | 'onDue'> & { readonly nth: number }): void {
    this.#plans.push({ ...plan, left: plan.nth })
  }

  /** Does a step, unless the worker dies before it; the worker does not hear of the one that it dies at. */
  async run({ kind }: Step, pass: () => Promise<void>): Promise<void> {
    const due = this.#plans.filter((plan) => plan.kind === kind && --plan.left === 0)
    if (!due.some(({ moment }) => moment === 'before')) await pass()
    for (const { onDue } of due) onDue()
  }
}
