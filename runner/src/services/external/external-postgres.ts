import pg from 'pg'
import { clientConfig, identifyPostgres } from '../ask-postgres.ts'
import { dropOwnDatabases } from '../own-databases.ts'
import type { ServerRecord, WarmServer } from '../provider.ts'
import { examinePostgres } from './examine-postgres.ts'
import { externalService, readNoLog } from './external-service.ts'
import { parsePostgresAddress, postgresAddressOf, postgresUrl } from './postgres-address.ts'

/** A Postgres that the user runs: each run gets a database of its own on it, which is dropped again. */
export const externalPostgres = externalService('postgres', {
  examine: async (text) => {
    const address = parsePostgresAddress(text)
    const { host, port, password, database } = address
    const shown = postgresUrl({ ...address, password: '' }, database)
    return { host, port, password, shown, ...(await examinePostgres(address)) }
  },
  open: openExternalPostgres,
})

function openExternalPostgres(record: ServerRecord): WarmServer {
  const address = postgresAddressOf(record)
  return {
    record,
    isAlive: async () => (await identifyPostgres(address)) !== undefined,
    stop: async () => {
      const client = new pg.Client(clientConfig(address))
      client.on('error', () => undefined)
      try {
        await client.connect()
        await dropOwnDatabases((text, values) => client.query(text, values))
      } catch {
        // It has gone, and what is on it can't be reached.
      } finally {
        client.end().catch(() => undefined)
      }
    },
    readLog: readNoLog,
  }
}
