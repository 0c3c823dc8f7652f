import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DrillEvent, Gauge } from '../drill-status.ts'

/** What happened, in order: in memory, and in a file of the person's when there is one. */
export class Timeline {
  readonly #file: string | undefined
  readonly #events: DrillEvent[] = []
  readonly #states = new Map<string, Gauge['state']>()

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

  /** Notes gauges that turned bad, or good again. */
  observe(gauges: readonly Gauge[]): void {
    for (const { label, state, value } of gauges) {
      const before = this.#states.get(label)
      this.#states.set(label, state)
      if (before === undefined || before === state || state === 'unknown') continue
      const text = state === 'bad' ? `${label}: ${value}` : `${label} is well again: ${value}`
      this.add({ by: 'system', kind: 'symptom', text })
    }
  }
}
