import type { Evidence, TimelineStep } from '../evidence.ts'
import type { Plan } from './postgres/plan.ts'
import { planTable } from './postgres/plan-table.ts'

/** Where a test says what it measured. Shown under the verdict, on pass and on fail, and kept in progress. */
export class EvidenceRecorder {
  readonly #add: (evidence: Evidence) => void

  constructor(add: (evidence: Evidence) => void) {
    this.#add = add
  }

  /**
   * One number. `expected` is what the solution reaches.
   * @example evidence.count('reads reaching Postgres', 200, { expected: 1 })
   */
  count(label: string, value: number, more: { readonly expected?: number; readonly unit?: string } = {}): void {
    this.#add({ kind: 'count', label, value, ...more })
  }

  /** @example evidence.table('balances', ['account', 'balance'], [['alice', 150]]) */
  table(label: string, columns: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
    this.#add({ kind: 'table', label, columns, rows })
  }

  /**
   * How Postgres carried out a statement: a line for each node, with rows expected and met, rows removed by its
   * conditions, and pages touched.
   * @example evidence.plan('orders_of_day of shop 7', await page.explain('orders_of_day', [7, '2026-10-25']))
   */
  plan(label: string, plan: Plan): void {
    this.#add({ kind: 'table', label, ...planTable(plan) })
  }

  /**
   * How measured values are spread: in up to twelve buckets of equal width, or in buckets that are given.
   * @example evidence.histogram('latency', 'ms', latencies)
   * @example evidence.histogram('latency', 'ms', (await load({ … })).latency.buckets)
   */
  histogram(label: string, unit: string, values: readonly number[] | readonly Bucket[]): void {
    const buckets = isBuckets(values) ? values : sortIntoBuckets(values)
    this.#add({ kind: 'histogram', label, unit, buckets })
  }

  /** Steps in the order in which they happened. */
  timeline(label: string, steps: readonly TimelineStep[], more: Repeatable = {}): void {
    this.#add({ kind: 'timeline', label, steps, ...more })
  }
}

/** What it takes to play the same again. */
type Repeatable = Pick<Extract<Evidence, { kind: 'timeline' }>, 'schedule' | 'point' | 'call'>

/** `upTo` is inclusive. */
interface Bucket {
  readonly upTo: number
  readonly count: number
}

function isBuckets(values: readonly number[] | readonly Bucket[]): values is readonly Bucket[] {
  return typeof values[0] === 'object'
}

const bucketCount = 12

/** Buckets in ascending order; `upTo` is inclusive. */
export function sortIntoBuckets(values: readonly number[]): { upTo: number; count: number }[] {
  if (values.length === 0) return []
  const least = Math.min(...values)
  const width = (Math.max(...values) - least) / bucketCount
  if (width === 0) return [{ upTo: least, count: values.length }]
  const buckets = Array.from({ length: bucketCount }, (_, at) => ({ upTo: least + width * (at + 1), count: 0 }))
  for (const value of values) {
    const bucket = buckets[Math.min(bucketCount - 1, Math.max(0, Math.ceil((value - least) / width) - 1))]
    if (bucket) bucket.count += 1
  }
  return buckets
}
