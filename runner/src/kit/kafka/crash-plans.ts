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

/** Ends a step of a worker that dies at it. Nobody sees it. */
class WorkerDied extends Error {}

/** At which steps a worker is to die. */
export class CrashPlans {
  readonly #plans: Plan[] = []

  /** Resolves when the nth step of this kind has been reached. */
  add(moment: CrashMoment, kind: StepKind, nth: number): Promise<void> {
    return new Promise((onDue) => this.#plans.push({ moment, kind, left: nth, onDue }))
  }

  /** Does a step; rejects when the worker is to die at it. */
  async run({ kind, name }: Step, pass: () => Promise<void>): Promise<void> {
    const due = this.#plans.filter((plan) => plan.kind === kind && --plan.left === 0)
    if (!due.some(({ moment }) => moment === 'before')) await pass()
    for (const { onDue } of due) onDue()
    if (due.length > 0) throw new WorkerDied(name)
  }
}
