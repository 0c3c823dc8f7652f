import type { NginxFixture } from '../nginx/nginx-fixture.ts'
import type { PostgresFixture } from '../postgres/postgres-fixture.ts'
import type { RedisFixture } from '../redis/redis-fixture.ts'
import type { TestServers } from './test-servers.ts'

/**
 * Further servers of a kind, for code that works with several: shards, a second cache. Each call gives one more, fresh and
 * empty. Databases of Postgres stand on one server and share what is server-wide there; each Redis and each nginx is a process of its own.
 */
export interface Another {
  postgres(): Promise<PostgresFixture>
  redis(): Promise<RedisFixture>
  nginx(): Promise<NginxFixture>
}

export function anotherOf(servers: TestServers): Another {
  return {
    postgres: () => servers.anotherPostgres(),
    redis: () => servers.anotherRedis(),
    nginx: () => servers.anotherNginx(),
  }
}
