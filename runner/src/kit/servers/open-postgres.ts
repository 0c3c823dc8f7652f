import { CourseError } from '../../errors.ts'
import type { PostgresLease } from '../../services/lease.ts'
import { leasePostgres } from '../../services/lease-postgres.ts'
import { requireRight } from '../../services/require-right.ts'
import type { Board } from '../interleave/board.ts'
import { PostgresFixture } from '../postgres/postgres-fixture.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { PostgresErrorReply } from '../wire/recording.ts'
import { frontPostgres } from './front-postgres.ts'
import type { OpenServer } from './open-server.ts'

/** Leases a database and puts a recording proxy in front of it. */
export async function openPostgres(board: Board): Promise<OpenServer<PostgresFixture, PostgresServer>> {
  const [lease, { default: library }] = await Promise.all([leasePostgres(), import('pg')])
  const front = await frontPostgres(
    { url: lease.url, lease, library, board },
    (setting) => new PostgresFixture(setting),
  )
  return {
    ...front,
    assertAlive: async () => {
      await lease.assertAlive()
      for (const error of front.server.recording.errors) assertOfTheCode(lease, error)
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
