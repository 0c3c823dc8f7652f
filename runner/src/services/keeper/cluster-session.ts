import pg from 'pg'
import { clusterPorts } from '../ask-cluster.ts'
import { clientConfig } from '../ask-postgres.ts'
import type { ServerRecord } from '../provider.ts'

/** Longer than any pause of a busy machine, and an end for a server that a test has stopped. */
const answerLimitMs = 15_000

/** The superuser's connections to a primary and each of its standbys. */
export interface ClusterSession extends AsyncDisposable {
  readonly primary: pg.Client
  readonly standbys: readonly pg.Client[]
}

/** Connects to all servers. Throws when one does not answer. */
export async function openClusterSession(record: ServerRecord): Promise<ClusterSession> {
  const clients = clusterPorts(record).map((port) => createClient(port, record.password))
  const [primary, ...standbys] = clients
  const end = async () => void (await Promise.all(clients.map((client) => client.end().catch(() => undefined))))
  const connections = await Promise.allSettled(clients.map((client) => client.connect()))
  const failed = connections.find((connection) => connection.status === 'rejected')
  if (primary && !failed) return { primary, standbys, [Symbol.asyncDispose]: end }
  await end()
  throw failed?.reason
}

function createClient(port: number, password: string): pg.Client {
  const client = new pg.Client({
    ...clientConfig({ port, password }),
    // A run may have made commits wait for a standby that will never answer.
    options: '-c synchronous_commit=local',
    query_timeout: answerLimitMs,
  })
  client.on('error', () => undefined)
  return client
}
