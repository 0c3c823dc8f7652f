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

/** Handles a request. All services of the shop run this code. */
export async function handle({ clock, asks, save }: Service, incoming: Incoming): Promise<{ status: number }> {
  for (const url of asks) {
    // TODO: the next service begins anew with two seconds, whatever is left of them here.
    const response = await fetchWithin(clock, timeoutMs, url)
    if (response?.status !== 200) return { status: response?.status ?? 504 }
  }
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
    return await fetch(url, { signal: limit.signal })
  } catch {
    return undefined
  } finally {
    answered.abort()
  }
}
