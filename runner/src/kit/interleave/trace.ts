import type { WireUnit } from '../wire/unit.ts'

/** What happened in one order, as it happened. Put into words by `renderTrace`. */
export type TraceStep =
  /** `waitedFor` names the actors that held it up in the server. */
  | {
      readonly kind: 'unit'
      readonly actor: string
      readonly unit: WireUnit
      waitedFor: readonly string[]
      isAnswered: boolean
    }
  /** A unit that had been held up has its answer. */
  | { readonly kind: 'resumed'; readonly actor: string; readonly unit: WireUnit }
  /** Its process was killed before the server had the unit, or after it had done it and before the reply came. */
  | { readonly kind: 'died'; readonly actor: string; readonly unit: WireUnit; readonly when: 'before' | 'after' }
  /** The server has done it, and the reply was lost with the connection. */
  | { readonly kind: 'cut'; readonly actor: string; readonly unit: WireUnit }
  | { readonly kind: 'slept'; readonly actor: string; readonly durationMs: number }
  | { readonly kind: 'returned'; readonly actor: string; readonly value: unknown }
  | { readonly kind: 'threw'; readonly actor: string; readonly error: unknown }

/** Gathers the steps of one order. */
export class TraceRecorder {
  readonly steps: TraceStep[] = []

  add(step: TraceStep): void {
    this.steps.push(step)
  }

  /** Notes a sleep. Returns what forgets it: a time limit that was not needed is no part of the story. */
  addSleep(actor: string, durationMs: number): () => void {
    const step: TraceStep = { kind: 'slept', actor, durationMs }
    this.add(step)
    return () => {
      const at = this.steps.indexOf(step)
      if (at >= 0) this.steps.splice(at, 1)
    }
  }

  answer(unit: WireUnit): void {
    const step = this.#find(unit)
    if (!step) return
    step.isAnswered = true
    if (step.waitedFor.length > 0) this.add({ kind: 'resumed', actor: step.actor, unit })
  }

  holdUp(unit: WireUnit, waitsFor: readonly string[]): void {
    const step = this.#find(unit)
    if (step && step.waitedFor.length === 0) step.waitedFor = waitsFor
  }

  #find(unit: WireUnit): Extract<TraceStep, { kind: 'unit' }> | undefined {
    const step = this.steps.findLast((candidate) => candidate.kind === 'unit' && candidate.unit === unit)
    return step?.kind === 'unit' ? step : undefined
  }
}
