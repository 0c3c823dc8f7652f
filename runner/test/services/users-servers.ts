import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { startLocalPostgres } from '../../src/services/local/local-postgres.ts'
import { startLocalRedis } from '../../src/services/local/local-redis.ts'
import type { WarmServer } from '../../src/services/provider.ts'
import { useTemporaryHome } from './temporary-home.ts'

/** A Postgres and a Redis that belong to the user of the course, with the addresses that the user would give. */
export interface UsersServers {
  /** As superuser. */
  readonly postgresUrl: string
  readonly redisUrl: string
  /** Runs statements as superuser, one after another. */
  query(...statements: string[]): Promise<Record<string, unknown>[]>
  /** The address of Postgres for another user. */
  postgresUrlOf(user: string, password: string): string
}

/** For tests: the user's own servers, which no keeper knows, and then a data folder of this test file alone. */
export function useUsersServers(): UsersServers {
  const home = mkdtempSync(join(tmpdir(), 'kata-users-'))
  const servers: WarmServer[] = []
  const urls = { postgres: '', redis: '' }
  beforeAll(async () => {
    chmodSync(home, 0o711)
    process.env['KATA_HOME'] = home
    const onProgress = () => undefined
    const [postgres, redis] = await Promise.all([startLocalPostgres({ onProgress }), startLocalRedis({ onProgress })])
    servers.push(postgres, redis)
    const [p, r] = [postgres.record, redis.record]
    urls.postgres = `postgres://postgres:${p.password}@127.0.0.1:${p.service.port}/postgres`
    urls.redis = `redis://:${r.password}@127.0.0.1:${r.service.port}`
  }, 60_000)
  afterAll(async () => {
    process.env['KATA_HOME'] = home
    await Promise.all(servers.map((server) => server.stop()))
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })
  // Its hooks end first, so what the keeper does at its end still finds the servers.
  useTemporaryHome()
  return {
    get postgresUrl() {
      return urls.postgres
    },
    get redisUrl() {
      return urls.redis
    },
    query: (...statements) => query(urls.postgres, statements),
    postgresUrlOf: (user, password) => urls.postgres.replace(/\/\/.*@/, `//${user}:${password}@`),
  }
}

async function query(url: string, statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}
