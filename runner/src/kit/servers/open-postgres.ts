import { leasePostgres } from '../../services/lease-postgres.ts'
import type { Board } from '../interleave/board.ts'
import { PostgresFixture } from '../postgres/postgres-fixture.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import { frontPostgres } from './front-postgres.ts'
import type { OpenServer } from './open-server.ts'

/** Leases a database and puts a recording proxy in front of it. */
export async function openPostgres(board: Board): Promise<OpenServer<PostgresFixture, PostgresServer>> {
  const [lease, { default: library }] = await Promise.all([leasePostgres(), import('pg')])
  const { url, version } = lease
  const front = await frontPostgres({ url, version, library, board }, (setting) => new PostgresFixture(setting))
  return {
    ...front,
    assertAlive: () => lease.assertAlive(),
    keepForInspection: (label) => lease.keepForInspection(label),
    release: async () => lease[Symbol.asyncDispose](),
  }
}
