import type { LogEntry, logCreator } from 'kafkajs'
import { findOrigin, renderOrigin } from '../origin/origin.ts'

/** Most lines that a person would read of it. */
const mostLines = 5

/**
 * What a client reports as errors. Rebalances and retries are among them, which are part of a healthy run: so nothing
 * of it is printed, unless the test fails and it may tell why.
 */
export class ClientLog {
  readonly #lines = new Set<string>()
  #isClosed = false

  /** For kafkajs's option of the same name. */
  readonly creator: logCreator = () => (entry) => {
    if (!this.#isClosed) this.#lines.add(describe(entry))
  }

  /** The last different lines, in order. */
  get lastLines(): readonly string[] {
    return [...this.#lines].slice(-mostLines)
  }

  /** What comes later is of no interest. */
  close(): void {
    this.#isClosed = true
  }
}

function describe({ log }: LogEntry): string {
  const { message, error, stack } = log as LogEntry['log'] & { readonly error?: unknown; readonly stack?: string }
  const origin = findOrigin({ ...(stack === undefined ? {} : { stack }) })
  return `${message}${error === undefined ? '' : `: ${error}`}${origin ? `, at ${renderOrigin(origin)}` : ''}`
}
