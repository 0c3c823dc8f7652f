import { createRequire } from 'node:module'
import type { Int32Histogram } from 'hdr-histogram-js'

/** How latencies are spread. All times in milliseconds, to three significant digits. */
export interface Latency {
  readonly count: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** The time within which so many of a hundred calls ended. */
  percentileMs(percentile: number): number
  /** For `evidence.histogram`: each bucket reaches twice as far as the one before. */
  readonly buckets: readonly { readonly upTo: number; readonly count: number }[]
}

/** Latencies as they come, in HDR histograms. */
export interface Latencies {
  add(ms: number): void
  toLatency(): Latency
}

const usPerMs = 1_000
const longestMs = 3_600_000

type Library = typeof import('hdr-histogram-js/dist/Int32Histogram.js')

/** The library is loaded at the first call, so only by tests that measure latency. */
export function createLatencies(): Latencies {
  // This class alone: the package's index takes ten times as long, because it reads its WebAssembly, too. By `require`,
  // because Node and vitest do not agree on what an `import` of a CommonJS module is.
  const { default: Histogram } = createRequire(import.meta.url)('hdr-histogram-js/dist/Int32Histogram.js') as Library
  return wrap(new Histogram(1, longestMs * usPerMs, 3))
}

function wrap(histogram: Int32Histogram): Latencies {
  return {
    add: (ms) => histogram.recordValue(Math.min(longestMs * usPerMs, Math.max(0, Math.round(ms * usPerMs)))),
    toLatency: () => describe(histogram),
  }
}

function describe(histogram: Int32Histogram): Latency {
  const percentileMs = (percentile: number): number => toMs(histogram.getValueAtPercentile(percentile))
  return {
    count: histogram.totalCount,
    p50Ms: percentileMs(50),
    p95Ms: percentileMs(95),
    p99Ms: percentileMs(99),
    maxMs: toMs(histogram.maxValue),
    percentileMs,
    buckets: toBuckets(histogram),
  }
}

function toMs(us: number): number {
  return Number((us / usPerMs).toPrecision(3))
}

/** From HDR's own buckets, which are as fine as its digits, to a few. */
function toBuckets(histogram: Int32Histogram): { upTo: number; count: number }[] {
  const counts = new Map<number, number>()
  const values = histogram.recordedValuesIterator
  values.reset()
  while (values.hasNext()) {
    const { valueIteratedTo: us, countAddedInThisIterationStep: count } = values.next()
    const upTo = 2 ** Math.max(0, Math.ceil(Math.log2(toMs(us))))
    counts.set(upTo, (counts.get(upTo) ?? 0) + count)
  }
  return [...counts].map(([upTo, count]) => ({ upTo, count })).sort((one, other) => one.upTo - other.upTo)
}
