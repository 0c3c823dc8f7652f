import { inspect } from 'node:util'
import { AssertionFailure } from './assertion-failure.ts'
import { asKit } from './origin/async-watch.ts'

export interface EventuallyOptions {
  /** How long to go on asking, in milliseconds. Default 5,000. */
  readonly withinMs?: number
  /** What is waited for, as the end of "It did not come about that …". */
  readonly describe: string
}

const defaultWithinMs = 5_000
const longestPauseMs = 50

/**
 * Asks for a state of a server again and again, until it is as wanted. Throws an AssertionError with the last value
 * seen, or with the last error of `probe`, when the time is over. For states that come about by themselves; what a
 * test can bring about needs no waiting.
 *
 * @example
 * await eventually(() => postgres.blocked(), (blocked) => blocked.length === 1, { describe: 'the second call waits' })
 */
export async function eventually<T>(
  probe: () => Promise<T> | T,
  until: (value: T) => boolean,
  { withinMs = defaultWithinMs, describe }: EventuallyOptions,
): Promise<T> {
  const endAt = performance.now() + withinMs
  for (let pauseMs = 1; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    const seen = await attempt(probe)
    if ('value' in seen && until(seen.value)) return seen.value
    if (performance.now() >= endAt) throw new AssertionFailure(explain(seen, withinMs, describe))
    await asKit(() => new Promise((resolve) => setTimeout(resolve, pauseMs)))
  }
}

type Seen<T> = { readonly value: T } | { readonly error: unknown }

async function attempt<T>(probe: () => Promise<T> | T): Promise<Seen<T>> {
  try {
    return { value: await probe() }
  } catch (error) {
    return { error }
  }
}

function explain(seen: Seen<unknown>, withinMs: number, describe: string): string {
  const last =
    'value' in seen
      ? `last seen: ${inspect(seen.value, { breakLength: Infinity })}`
      : `last error: ${String(seen.error)}`
  return `Within ${withinMs} ms it did not come about that ${describe}; ${last}.`
}
