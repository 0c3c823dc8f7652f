/** Something besides the servers behind proxies that may still be moving by itself, and that code under test waits for. */
export interface OtherTraffic {
  /** Counts everything that happened. */
  readonly activity: number
  /** What moves, in words: `the answer of payments is on its way`. */
  findReasonToWait(): string | undefined
  /** Whether the test itself holds up the request on the connection that comes from this port. */
  isHolding?(clientPort: number): boolean
}
