import type { logCreator } from 'kafkajs'

/** Most lines that a person would read of it. */
const mostLines = 8

/**
 * What clients wrote. They report rebalances and retries as warnings and errors, which are part of a healthy run: so
 * nothing of it is printed, unless a test fails and it may tell why.
 */
export class ClientLog {
  readonly #lines: string[] = []

  /** For the option of the same name. */
  readonly creator: logCreator = () => (entry) => {
    const { message, error } = entry.log
    this.#lines.push(`${message}${describe(error)}`)
  }

  /** The last different lines, the newest at the end; empty when nothing was written. */
  get lastLines(): readonly string[] {
    return [...new Set(this.#lines.toReversed())].slice(0, mostLines).toReversed()
  }
}

function describe(error: unknown): string {
  if (error === undefined) return ''
  return `: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 2).join(' ').trim() : String(error)}`
}
