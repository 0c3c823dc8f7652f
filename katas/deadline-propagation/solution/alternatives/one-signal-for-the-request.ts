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

const keptBackMs = 60

/** One limit for the whole request: a signal that is aborted when it is over or the caller has left. */
class Deadline implements Disposable {
  readonly #clock: Clock
  readonly #endsMs: number
  readonly #limit = new AbortController()
  readonly #done = new AbortController()
  readonly signal: AbortSignal

  constructor(clock: Clock, leftMs: number, callerLeft: AbortSignal) {
    this.#clock = clock
    this.#endsMs = clock.now() + leftMs - keptBackMs
    this.signal = AbortSignal.any([this.#limit.signal, callerLeft])
    clock.sleep(leftMs - keptBackMs, this.#done.signal).then(
      () => this.#limit.abort(),
      () => {},
    )
  }

  get leftMs(): number {
    return this.signal.aborted ? 0 : Math.max(0, Math.floor(this.#endsMs - this.#clock.now()))
  }

  /** Too little to begin anything with. */
  get isOver(): boolean {
    return this.leftMs + keptBackMs <= 100
  }

  [Symbol.dispose](): void {
    this.#done.abort()
  }
}

export async function handle(
  { clock, asks, save }: Service,
  { headers, signal }: Incoming,
): Promise<{ status: number }> {
  using deadline = new Deadline(clock, Number(headers['x-time-left-ms'] ?? 2_000), signal)
  for (const url of asks) {
    if (deadline.isOver) return { status: 504 }
    const passedOn = { 'x-time-left-ms': `${deadline.leftMs}` }
    const response = await fetch(url, { headers: passedOn, signal: deadline.signal }).catch(() => undefined)
    if (response?.status !== 200) return { status: response?.status ?? 504 }
  }
  if (deadline.isOver) return { status: 504 }
  await save?.()
  return { status: 200 }
}
