import { leaseReplica } from '../../services/lease-replica.ts'
import type { Board } from '../interleave/board.ts'
import { PostgresFixture } from '../postgres/postgres-fixture.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { ReplicaFixture } from '../replica/replica-fixture.ts'
import { StandbyFixture } from '../replica/standby-fixture.ts'
import { frontPostgres } from './front-postgres.ts'
import type { OpenServer } from './open-server.ts'

export interface ReplicaServers {
  readonly primary: PostgresServer
  readonly standbys: readonly PostgresServer[]
}

interface OpenReplicaOptions {
  readonly board: Board
  readonly standbys: number
  /** Does `work`, and notes when it fails by the machine's fault. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T>
}

/** Leases a primary with standbys, and puts a recording proxy in front of each of them. */
export async function openReplica(options: OpenReplicaOptions): Promise<OpenServer<ReplicaFixture, ReplicaServers>> {
  const { board, attempt } = options
  const [lease, { default: library }] = await Promise.all([leaseReplica({ standbys: options.standbys }), import('pg')])
  const around = { lease, library, board }
  const primary = await frontPostgres({ ...around, url: lease.url }, (setting) => new PostgresFixture(setting))
  const standbys = await Promise.all(
    lease.standbyUrls.map((url, index) =>
      frontPostgres({ ...around, url }, (setting) => {
        const name = `standby_${index + 1}`
        return new StandbyFixture({ ...setting, name, primary: primary.server, attempt })
      }),
    ),
  )
  const fronts = [primary, ...standbys]
  const fixtures = standbys.map(({ fixture }) => fixture) as [StandbyFixture, ...StandbyFixture[]]
  return {
    fixture: { primary: primary.fixture, standbys: fixtures },
    server: { primary: primary.server, standbys: standbys.map(({ server }) => server) },
    close: async () => (await Promise.all(fronts.map((front) => front.close()))).flat(),
    assertAlive: () => lease.assertAlive(),
    keepForInspection: (label) => lease.keepForInspection(label),
    release: async () => lease[Symbol.asyncDispose](),
  }
}
