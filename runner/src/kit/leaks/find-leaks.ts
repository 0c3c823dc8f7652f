import type { WireConnection } from '../wire/traffic.ts'
import type { Leak } from './leak.ts'

type Service = WireConnection['service']

const names: Partial<Record<Service, string>> = { postgres: 'Postgres', redis: 'Redis' }
const endings: Partial<Record<Service, string>> = { postgres: 'COMMIT or ROLLBACK', redis: 'EXEC or DISCARD' }

/** A transaction that was begun and neither committed nor rolled back. */
export function findOpenTransactions(connections: readonly WireConnection[]): Leak[] {
  return connections
    .filter((connection) => connection.isInTransaction && !connection.isClosed)
    .map((connection) => ({
      what: `${ownerOf(connection)} left a transaction open in ${names[connection.service]}`,
      remedy: `${endings[connection.service]} it on every path, also after an error`,
      origin: connection.origin,
    }))
}

/** Connections that nobody closed. Clients of HTTP are not meant: they keep theirs for later, and close them by themselves. */
export function findOpenConnections(connections: readonly WireConnection[]): Leak[] {
  return connections
    .filter((connection) => connection.service in names && !connection.isClosed)
    .map((connection) => ({
      what: `${ownerOf(connection)} left a connection to ${names[connection.service]} open`,
      remedy: 'close what your code opens, also after an error',
      origin: connection.origin,
    }))
}

function ownerOf(connection: WireConnection): string {
  return connection.actor ?? 'Your code'
}
