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
  // The log may lie in memory.
  max_wal_size: '128MB',
}

/** The same as arguments of `postgres`. */
export const postgresArguments: readonly string[] = Object.entries(settings).flatMap(([name, value]) => [
  '-c',
  `${name}=${value}`,
])

/** What a server of a cluster is called: in its log, and by its primary. */
export type ClusterRole = 'primary' | `standby_${number}`

/**
 * Lines of `postgresql.conf` for one server of a primary with standbys; `primary` is how a standby connects to it.
 * In a file, as a reload complains of arguments that differ from the file. `wal_level`, `hot_standby`, `max_standby_streaming_delay` (30 s)
 * and `hot_standby_feedback` (off) stay as Postgres has them, as a query on a standby can tell.
 */
export function clusterConfiguration(role: ClusterRole, primary?: string): string {
  const lines = Object.entries({
    ...settings,
    cluster_name: role,
    log_line_prefix: `%m ${role} `,
    // A standby may be up before its primary, which it would else look for every 5 s.
    wal_retrieve_retry_interval: '50ms',
    // There are no replication slots: this much a standby may have missed.
    wal_keep_size: '256MB',
    ...(primary === undefined ? {} : { primary_conninfo: `${primary} application_name=${role}` }),
  })
  return lines.map(([name, value]) => `${name} = '${value}'\n`).join('')
}

export function roleOfStandby(index: number): ClusterRole {
  return `standby_${index + 1}`
}

/** Inside a container: the port of the primary (0) and of each standby (1, 2, …). */
export function clusterPortInside(index: number): number {
  return 5432 + index
}
