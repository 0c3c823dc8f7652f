import { setTimeout as delay } from 'node:timers/promises'
import { CourseError } from '../../errors.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import type { SessionStore } from '../wire/session-store.ts'

interface DepartureServers {
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
  readonly sessions: SessionStore | undefined
}

/** How long a server may take to notice that a client is gone. */
const patienceMs = 10_000
const pollMs = 1

/** Notices when the servers are rid of a process: its transactions rolled back, its locks given away. */
export class Departure {
  readonly #servers: DepartureServers
  readonly #clientsBefore: number

  private constructor(servers: DepartureServers, clientsBefore: number) {
    this.#servers = servers
    this.#clientsBefore = clientsBefore
  }

  /** To be called before the process connects. */
  static async watch(servers: DepartureServers): Promise<Departure> {
    return new Departure(servers, await countClients(servers.redis))
  }

  /** To be called when the process has gone. Backends that wait for the next one are cleaned, others have ended. */
  async completed(): Promise<void> {
    await this.#servers.sessions?.settled()
    const pids = this.#servers.sessions?.takeEndedPids() ?? []
    const endAt = performance.now() + patienceMs
    while (await this.#isThere(pids)) {
      if (performance.now() > endAt) throw stillThere()
      await delay(pollMs)
    }
  }

  async #isThere(pids: readonly number[]): Promise<boolean> {
    if ((await countClients(this.#servers.redis)) > this.#clientsBefore) return true
    if (pids.length === 0) return false
    // A backend leaves this list as the last thing it does.
    const query = { name: 'kit_departed', text: 'SELECT 1 FROM pg_stat_activity WHERE pid = ANY($1) LIMIT 1' }
    const result = await this.#servers.postgres?.judge.query({ ...query, values: [pids] })
    return result !== undefined && result.rowCount !== 0
  }
}

async function countClients(redis: RedisServer | undefined): Promise<number> {
  if (!redis) return 0
  return Number(/connected_clients:(\d+)/.exec(await redis.judge.info('clients'))?.[1])
}

function stillThere(): CourseError {
  return new CourseError('CRASH_POINT_UNDECIDED', {
    message: `A process was killed, and ${patienceMs / 1000} s later a server still works for it.`,
  })
}
