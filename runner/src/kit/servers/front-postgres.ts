import type pg from 'pg'
import type { PostgresLease } from '../../services/lease.ts'
import { requireRight } from '../../services/require-right.ts'
import type { Board } from '../interleave/board.ts'
import { closeAndFindLeaks } from '../leaks/close-and-find-leaks.ts'
import type { Leak } from '../leaks/leak.ts'
import { PostgresClients } from '../postgres/postgres-clients.ts'
import type { PostgresFixture, PostgresSetting } from '../postgres/postgres-fixture.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import { startPostgresProxy } from '../wire/postgres-proxy.ts'
import { Recording } from '../wire/recording.ts'
import { SeenTraffic } from './seen-traffic.ts'

interface FrontOptions {
  /** Straight to the database, as superuser. */
  readonly url: string
  /** What was leased, of which this server is all or a part. */
  readonly lease: Pick<PostgresLease, 'version' | 'lacks'>
  readonly library: typeof pg
  readonly board: Board
}

/** One server of Postgres with what the kit puts around it. */
export interface FrontedPostgres<Fixture extends PostgresFixture> {
  readonly fixture: Fixture
  readonly server: PostgresServer
  /** Ends what the kit made. Returns what others opened and did not close. */
  close(): Promise<Leak[]>
}

/** Puts a recording proxy in front of a database, and a fixture in front of that. */
export async function frontPostgres<Fixture extends PostgresFixture>(
  { url, lease, library, board }: FrontOptions,
  createFixture: (setting: PostgresSetting) => Fixture,
): Promise<FrontedPostgres<Fixture>> {
  const recording = new Recording()
  const proxy = await startPostgresProxy({ url, traffic: new SeenTraffic(recording, board) })
  const judge = new library.Pool({ connectionString: url, application_name: 'the judge' })
  // What the end of a server means for the judge is found out by asking the lease.
  judge.on('error', () => {})
  const server: PostgresServer = {
    ...{ url, library, judge, recording },
    requireRight: (right, what) => requireRight(lease, right, what),
  }
  const clients = new PostgresClients(library, proxy.url)
  const fixture = createFixture({ url: proxy.url, version: lease.version, server, clients })
  const end = async (): Promise<void> => {
    fixture.endSessions()
    await clients.end()
  }
  return {
    fixture,
    server,
    async close() {
      const leaks = await closeAndFindLeaks(recording, () => clients.findCheckedOut(), end)
      await judge.end()
      await proxy[Symbol.asyncDispose]()
      return leaks
    },
  }
}
