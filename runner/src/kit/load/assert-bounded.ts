import { CourseError } from '../../errors.ts'
import type { Arrivals } from './plan-arrivals.ts'

/** More than this measures the learner's laptop, and nobody waits for it. */
const most = { arrivals: 20_000, durationMs: 60_000, drainMs: 60_000 }

/** Throws LOAD_TOO_LARGE for a load that would never end, or that no test needs. */
export function assertBounded({ ratePerSecond, durationMs, drainMs }: Arrivals & { readonly drainMs: number }): void {
  const asked = { arrivals: (ratePerSecond * durationMs) / 1_000, durationMs, drainMs }
  for (const name of ['arrivals', 'durationMs', 'drainMs'] as const) {
    if (asked[name] >= 0 && asked[name] <= most[name]) continue
    throw new CourseError('LOAD_TOO_LARGE', {
      message: `A load may have ${name} from 0 to ${most[name]}, and this one has ${asked[name]}.`,
    })
  }
}
