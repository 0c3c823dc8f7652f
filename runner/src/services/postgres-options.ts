/**
 * Settings of every Postgres that we start. Its data is thrown away, so nothing waits for the disk;
 * what a transaction or a client can see is left as it comes.
 */
const settings: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '64MB',
  // A test which brings about a deadlock should not have to wait a second for it to be found.
  deadlock_timeout: '100ms',
  max_prepared_transactions: '16',
  log_checkpoints: 'off',
}

/** The same as arguments of `postgres`. */
export const postgresArguments: readonly string[] = Object.entries(settings).flatMap(([name, value]) => [
  '-c',
  `${name}=${value}`,
])
