/** What a server of the `http` fixture does with one request. */
export type Script = (request: ScriptedRequest) => Answer | Promise<Answer>

export type Answer = Reply | Fault

/** What happens in place of an answer. */
export interface Fault {
  /**
   * - `hang`: no answer ever comes, and the connection stays open;
   * - `drop`: the connection is closed without an answer, so that what the script did is done and the reply is lost;
   * - `reset`: the connection is reset (`ECONNRESET`), as by a process that crashed.
   */
  readonly fault: 'hang' | 'drop' | 'reset'
}

/** `{}` is an empty 200. */
export interface Reply {
  /** Default 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as plain text, unless `headers` say otherwise. */
  readonly text?: string
  readonly fault?: never
}

/** A request as it came in, whole. */
export interface IncomingRequest {
  /** Counts the requests of this server from 1, in the order in which they arrived. */
  readonly nth: number
  readonly method: string
  /** Without the query: `/orders/7`. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The body as it came. Empty when there is none. */
  readonly text: string
  /** The body, when it is JSON. */
  readonly json: unknown
  /** Counts the connections of this server from 1. */
  readonly connection: number
}

/**
 * A request for which a script decides. Whatever a script awaits by itself, such as a query, counts as work of the
 * server: `settled()` waits for it. What it is made to wait for goes through `until` and `sleep`.
 */
export interface ScriptedRequest extends IncomingRequest {
  /**
   * Waits for something that the test decides about. A call that is held up so counts as settled.
   * @example
   * const opened = Promise.withResolvers<void>()
   * await http.server('payments', async ({ until }) => {
   *   await until(opened.promise)
   *   return { json: { charged: true } }
   * })
   */
  readonly until: <T>(held: Promise<T>) => Promise<T>
  /** Waits until the test's clock has advanced by `ms` milliseconds. A call that is held up so counts as settled. */
  readonly sleep: (ms: number) => Promise<void>
  /**
   * Aborted when the client closes the connection before it has the whole answer. For a script that calls
   * the learner's code as a service would.
   * @example
   * await http.server('orders', ({ headers, signal, until }) => until(handle({ headers, signal })))
   */
  readonly signal: AbortSignal
}

/**
 * How a request ended: `open` as long as it has not, `aborted` when the client closed the connection before it had the
 * whole answer. `dropped` and `reset` are the script's, or those of a server that was stopped meanwhile.
 */
export type Outcome = 'open' | 'answered' | 'aborted' | 'dropped' | 'reset'

/** A request as the server remembers it. It goes on changing until it has ended. */
export interface RecordedRequest extends IncomingRequest {
  readonly outcome: Outcome
  /** What was answered, if anything. */
  readonly status: number | undefined
}
