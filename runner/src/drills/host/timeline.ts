import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DrillEvent, Gauge } from '../drill-status.ts'

/** Looks in a row. */
const wellAfter = 10

/** What happened, in order: in memory, and in a file of the person's when there is one. */
export class Timeline {
  readonly #file: string | undefined
  readonly #events: DrillEvent[] = []
  /** Labels of the gauges that are in trouble, as far as it was told. */
  readonly #bad = new Set<string>()
  /** For how many looks in a row a gauge was good. */
  readonly #goodFor = new Map<string, number>()

  constructor(file?: string) {
    this.#file = file
    if (file !== undefined) mkdirSync(dirname(file), { recursive: true })
  }

  get events(): readonly DrillEvent[] {
    return this.#events
  }

  add(event: Omit<DrillEvent, 'at'>): void {
    const entry = { at: Date.now(), ...event }
    this.#events.push(entry)
    if (this.#file === undefined) return
    try {
      appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
    } catch {
      // A full disk must not end the drill; what is told meanwhile is still on the screen.
    }
  }

  /**
   * Notes gauges that turned bad, and that are well again. One that comes and goes is told once: it is well again when it
   * has been so for a while. Without `isTold` states are only remembered.
   */
  observe(gauges: readonly Gauge[], { isTold }: { readonly isTold: boolean }): void {
    for (const gauge of gauges) {
      const { label, state, value } = gauge
      if (state === 'unknown') continue
      const goodFor = state === 'good' ? (this.#goodFor.get(label) ?? 0) + 1 : 0
      this.#goodFor.set(label, goodFor)
      if (!isTold) continue
      if (state === 'bad' && !this.#bad.has(label)) {
        this.#bad.add(label)
        this.add({ by: 'system', kind: 'symptom', text: `${label}: ${value}` })
      } else if (goodFor >= wellAfter && this.#bad.delete(label)) {
        this.add({ by: 'system', kind: 'symptom', text: `${label} is well again: ${value}` })
      }
    }
  }
}
