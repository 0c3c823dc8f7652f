import { AssertionFailure } from '../assertion-failure.ts'
import { asKit } from '../origin/async-watch.ts'

/** How long one operation on a broker may take: on a busy machine they take tens of milliseconds, so this is a hang. */
export const patienceMs = 8_000

/** `work`, or an AssertionError of what `explain` says when it takes too long. */
export async function within<T>(work: Promise<T>, explain: () => string, limitMs = patienceMs): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = asKit(() => setTimeout(() => late.reject(new AssertionFailure(explain())), limitMs))
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
