import type { Gauge } from 'loadbearing/drill'
import type { Shop } from './shop-system.ts'

const ms = (value: number | undefined): string => (value === undefined ? 'nobody is served' : `${Math.round(value)} ms`)
const state = (isGood: boolean | undefined): Gauge['state'] =>
  isGood === undefined ? 'unknown' : isGood ? 'good' : 'bad'

/** What the shop's monitoring shows. */
export function readGauges({ visitors, watch }: Shop): Gauge[] {
  const { recent } = visitors
  const ended = Object.values(recent.outcomes).reduce((sum, count) => sum + count, 0)
  const failed = ended - (recent.outcomes['200'] ?? 0)
  const errorShare = ended === 0 ? 0 : failed / ended
  const { running, lag, hitRate } = watch
  return [
    { label: 'requests', value: `${Math.round(recent.ratePerSecond)}/s`, state: state(ended > 0) },
    {
      label: 'errors',
      value: `${Math.round(errorShare * 100)} %`,
      state: state(errorShare < 0.02),
      amount: errorShare,
      of: 1,
    },
    latency('p50', recent.p50Ms, 100),
    latency('p95', recent.p95Ms, 300),
    latency('p99', recent.p99Ms, 1_000),
    ...running.map(({ metrics }, index): Gauge => {
      const { used = 0, size = 0, waiting = 0 } = metrics ?? {}
      const value = `${used} of ${size} used, ${waiting} wait`
      return { label: `pool shop-${index + 1}`, value, state: state(waiting === 0), amount: used, of: size }
    }),
    {
      label: 'cache hits',
      value: hitRate === undefined ? 'none' : `${Math.round(hitRate * 100)} %`,
      state: state(hitRate === undefined ? undefined : hitRate > 0.4),
      ...(hitRate === undefined ? {} : { amount: hitRate, of: 1 }),
    },
    { label: 'queue lag', value: `${lag} parcels`, state: state(lag < 30), amount: lag, of: Math.max(100, lag) },
    {
      label: 'health',
      value: running.map(({ isHealthy }) => (isHealthy ? 'well' : 'failing')).join(', ') || 'no server answers',
      state: state(running.length > 0 && running.every(({ isHealthy }) => isHealthy)),
    },
  ]
}

function latency(label: string, value: number | undefined, limitMs: number): Gauge {
  return { label, value: ms(value), state: state(value === undefined ? undefined : value < limitMs) }
}
