/** Asks the servers themselves who waits for whom, by a connection that no actor shares. */
export interface WaitWatch {
  /** For each of the given Postgres processes that waits for a lock: the processes that hold it up. */
  postgresBlockers(pids: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>>
  /** How many clients of Redis sit in a blocking command. */
  redisBlockedCount(): Promise<number>
}
