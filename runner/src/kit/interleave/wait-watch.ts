/** Asks the servers themselves who waits for whom, by a connection that no actor shares. */
export interface WaitWatch {
  /**
   * For each of the given processes of one Postgres (`host:port`) that waits: the processes that hold it up. 0 stands for
   * what is no process of that server, such as a standby that does not replay.
   */
  postgresBlockers(server: string, pids: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>>
  /** How many clients of Redis sit in a blocking command. */
  redisBlockedCount(): Promise<number>
}
