// fails: When the time is over or the caller has left, nobody works on
// hint: Who still waits?
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
const keptBackMs = 50
const leastMs = 100

/** Keeps the time, and does not look whether anybody is still there. */
export async function handle({ clock, asks, save }: Service, incoming: Incoming): Promise<{ status: number }> {
  // Of this machine's clock only differences are used. Another machine's time never comes into it.
  const deadlineMs = clock.now() + Number(incoming.headers['x-time-left-ms'] ?? timeoutMs)
  const isOver = () => deadlineMs - clock.now() <= leastMs
  for (const url of asks) {
    if (isOver()) return { status: 504 }
    const response = await fetchWithin(clock, deadlineMs - clock.now() - keptBackMs, url)
    if (response?.status !== 200) return { status: response?.status ?? 504 }
  }
  if (isOver()) return { status: 504 }
  await save?.()
  return { status: 200 }
}

/** Undefined when there is no answer in time. */
async function fetchWithin(clock: Clock, ms: number, url: string): Promise<Response | undefined> {
  const limit = new AbortController()
  const answered = new AbortController()
  clock.sleep(ms, answered.signal).then(
    () => limit.abort(),
    () => {},
  )
  try {
    const headers = { 'x-time-left-ms': `${Math.floor(ms)}` }
    return await fetch(url, { headers, signal: limit.signal })
  } catch {
    return undefined
  } finally {
    answered.abort()
  }
}
