import { CourseError } from '../../errors.ts'
import type { PostgresLease } from '../../services/lease.ts'
import { leasePostgres } from '../../services/lease-postgres.ts'
import { requireRight } from '../../services/require-right.ts'
import type { Board } from '../interleave/board.ts'
import { PostgresClients } from '../postgres/postgres-clients.ts'
import { PostgresFixture } from '../postgres/postgres-fixture.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import { startPostgresProxy } from '../wire/postgres-proxy.ts'
import { type PostgresErrorReply, Recording } from '../wire/recording.ts'
import { closeAndFindLeaks, type OpenServer } from './open-server.ts'
import { SeenTraffic } from './seen-traffic.ts'

/** Leases a database and puts a recording proxy in front of it. */
export async function openPostgres(board: Board): Promise<OpenServer<PostgresFixture, PostgresServer>> {
  const [lease, { default: library }] = await Promise.all([leasePostgres(), import('pg')])
  const recording = new Recording()
  const proxy = await startPostgresProxy({ url: lease.url, traffic: new SeenTraffic(recording, board) })
  const judge = new library.Pool({ connectionString: lease.url, application_name: 'the judge' })
  // What the end of a server means for the judge is found out by asking the lease.
  judge.on('error', () => {})
  const server: PostgresServer = {
    ...{ url: lease.url, library, judge, recording },
    requireRight: (right, what) => requireRight(lease, right, what),
  }
  const clients = new PostgresClients(library, proxy.url)
  const fixture = new PostgresFixture({ url: proxy.url, version: lease.version, server, clients })
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
    assertAlive: async () => {
      await lease.assertAlive()
      for (const error of recording.errors) assertOfTheCode(lease, error)
    },
    keepForInspection: (label) => lease.keepForInspection(label),
    release: async () => lease[Symbol.asyncDispose](),
  }
}

/** What only a server with fewer rights than ours refuses, or one without room, says nothing about the code that sent it. */
function assertOfTheCode(lease: PostgresLease, { code, message }: PostgresErrorReply): void {
  if (outOfRoom.includes(code)) {
    throw new CourseError('SERVICE_LOST', {
      message: `Postgres refused a statement because the machine has no room: ${message}.`,
      hint: 'Free some disk or memory, `kata services stop`, then run again.',
    })
  }
  const statement = `a statement that was refused with "${message}"`
  if (code === insufficientPrivilege) requireRight(lease, 'superuser', statement)
  if (/prepared transactions are disabled/.test(message)) requireRight(lease, 'prepared-transactions', statement)
}

const insufficientPrivilege = '42501'
/** Disk full, out of memory, and an error of the disk. */
const outOfRoom = ['53100', '53200', '58030']
