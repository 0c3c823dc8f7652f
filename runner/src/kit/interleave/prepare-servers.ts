import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'

interface ExploredServers {
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
}

/** Puts the servers into the state in which every repetition begins. */
export async function prepareServers({ postgres, redis }: ExploredServers, before: () => Promise<void>): Promise<void> {
  // A script that an earlier repetition loaded would make this one shorter than that one was.
  await redis?.judge.script('FLUSH')
  await before()
  postgres?.recording.forgetStatements()
  redis?.recording.forgetCommands()
}
