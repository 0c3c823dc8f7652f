import { hasRecords } from './wire/has-records.ts'
import { apis, type ClientRequest } from './wire/request.ts'

interface Fetching {
  /** How many changes there had been when the last fetch went out. */
  sentAt: number
  /** The same of the last fetch that brought nothing; -1 when none did. */
  emptyAt: number
}

/**
 * What moves between one worker and the broker. A consumer fetches again and again; one that was answered by nothing,
 * and asked after the last thing that happened, has all there is, and has handled it: it does not ask before.
 */
export class WorkerActivity {
  /** Counts everything that happened, idle fetches and heartbeats excepted. */
  activity = 0
  readonly #opening = new Set<object>()
  readonly #unanswered = new Set<ClientRequest>()
  readonly #fetching = new Map<object, Fetching>()
  #onIdle: (() => void)[] = []

  opening(connection: object): void {
    this.#opening.add(connection)
    this.activity += 1
  }

  opened(connection: object): void {
    this.#opening.delete(connection)
    this.activity += 1
  }

  sent(connection: object, request: ClientRequest): void {
    if (request.api === apis.fetch) this.#noteFetch(connection)
    else this.#unanswered.add(request)
    if (!isRoutine(request)) this.activity += 1
  }

  answered(connection: object, request: ClientRequest, answer: Buffer): void {
    this.#unanswered.delete(request)
    if (request.api === apis.fetch && !hasRecords(request.version, answer)) this.#noteEmpty(connection)
    else if (request.api !== apis.heartbeat) this.activity += 1
  }

  closed(connection: object, requests: Iterable<ClientRequest>): void {
    for (const request of requests) this.#unanswered.delete(request)
    this.#opening.delete(connection)
    this.#fetching.delete(connection)
    this.activity += 1
  }

  /** What will move by itself, in words. */
  findReasonToWait(): string | undefined {
    if (this.#opening.size > 0) return 'a connection to Kafka is being made'
    if (this.#unanswered.size > 0) return 'Kafka has not answered'
    return this.#isFetchingDone ? undefined : 'messages may be on their way'
  }

  /** Resolves when its consumers, of which there must be one, have handled all there is. */
  async idle(): Promise<void> {
    this.activity += 1
    do await new Promise<void>((resolve) => this.#onIdle.push(resolve))
    while (!this.#isFetchingDone)
  }

  get #isFetchingDone(): boolean {
    return [...this.#fetching.values()].every(({ emptyAt }) => emptyAt === this.activity)
  }

  #noteFetch(connection: object): void {
    const fetching = this.#fetching.get(connection) ?? { sentAt: 0, emptyAt: -1 }
    this.#fetching.set(connection, fetching)
    fetching.sentAt = this.activity
  }

  #noteEmpty(connection: object): void {
    const fetching = this.#fetching.get(connection)
    if (fetching) fetching.emptyAt = fetching.sentAt
    if (this.#isFetchingDone) for (const resolve of this.#onIdle.splice(0)) resolve()
  }
}

/** What a consumer asks all the time, and what changes nothing. */
function isRoutine({ api }: ClientRequest): boolean {
  return api === apis.fetch || api === apis.heartbeat
}
