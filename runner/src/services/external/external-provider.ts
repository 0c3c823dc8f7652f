import type { Provider } from '../provider.ts'
import { externalKafka } from './external-kafka.ts'
import { externalPostgres } from './external-postgres.ts'
import { externalRedis } from './external-redis.ts'

/** Servers that the user runs and names by environment variables, for instance those of `docker compose up`. */
export const externalProvider: Provider = {
  name: 'external',
  services: { postgres: externalPostgres, redis: externalRedis, kafka: externalKafka },
  // What an earlier keeper made there goes when its record is adopted: without an address nothing can be reached.
  removeLeftovers: async () => undefined,
}
