// fails: Each service answers before its caller gives up
// hint: How much is left for the next one?
import type { Clock } from 'loadbearing/kit'

/** What a service needs for one kind of request. */
export interface Service {
  /** The clock of the machine on which it runs. Machines do not agree on the time. */
  readonly clock: Clock
  /** The services that it asks, one after the other. */
  readonly asks: readonly string[]
  /** Its own work, at the end: a row in its database. Without it, it only passes on. */
  readonly save?: () => Promise<void>
}

export interface Incoming {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Aborted when the caller closes the connection. */
  readonly signal: AbortSignal
}

const timeoutMs = 2_000
const leastMs = 100

/** Passes on all that is left. Caller and callee then give up in the same millisecond. */
export async function handle({ clock, asks, save }: Service, incoming: Incoming): Promise<{ status: number }> {
  // Of this machine's clock only differences are used. Another machine's time never comes into it.
  const deadlineMs = clock.now() + Number(incoming.headers['x-time-left-ms'] ?? timeoutMs)
  const isOver = () => deadlineMs - clock.now() <= leastMs || incoming.signal.aborted
  for (const url of asks) {
    if (isOver()) return { status: 504 }
    const response = await fetchWithin(clock, deadlineMs - clock.now(), url, incoming.signal)
    if (response?.status !== 200) return { status: response?.status ?? 504 }
  }
  if (isOver()) return { status: 504 }
  await save?.()
  return { status: 200 }
}

/** Undefined when there is no answer in time, or nobody waits for it any more. */
async function fetchWithin(clock: Clock, ms: number, url: string, left: AbortSignal): Promise<Response | undefined> {
  const limit = new AbortController()
  const answered = new AbortController()
  clock.sleep(ms, answered.signal).then(
    () => limit.abort(),
    () => {},
  )
  try {
    const headers = { 'x-time-left-ms': `${Math.floor(ms)}` }
    return await fetch(url, { headers, signal: AbortSignal.any([limit.signal, left]) })
  } catch {
    return undefined
  } finally {
    answered.abort()
  }
}
