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

/** Throws when nothing more may be begun. */
type Left = () => number

class TimeIsOver extends Error {}

/** The time that is left is counted down by what each call took. No moment is ever written down. */
export async function handle(service: Service, incoming: Incoming): Promise<{ status: number }> {
  const { clock, asks, save } = service
  const givenMs = Number(incoming.headers['x-time-left-ms'] ?? 2_000)
  const beganMs = clock.now()
  const left: Left = () => {
    const ms = givenMs - (clock.now() - beganMs)
    if (ms <= 100 || incoming.signal.aborted) throw new TimeIsOver()
    return ms
  }
  try {
    for (const url of asks) {
      const status = await ask(clock, url, left() - 30, incoming.signal)
      if (status !== 200) return { status }
    }
    left()
    await save?.()
    return { status: 200 }
  } catch (error) {
    if (error instanceof TimeIsOver) return { status: 504 }
    throw error
  }
}

async function ask(clock: Clock, url: string, ms: number, callerLeft: AbortSignal): Promise<number> {
  const hangUp = new AbortController()
  const isAnswered = new AbortController()
  const onLeft = () => hangUp.abort()
  callerLeft.addEventListener('abort', onLeft)
  clock.sleep(ms, isAnswered.signal).then(onLeft, () => {})
  const headers = { 'x-time-left-ms': String(Math.floor(ms)) }
  const status = await fetch(url, { headers, signal: hangUp.signal }).then(
    (response) => response.status,
    () => 504,
  )
  isAnswered.abort()
  callerLeft.removeEventListener('abort', onLeft)
  return status
}
