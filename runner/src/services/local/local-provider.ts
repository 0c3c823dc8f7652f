import type { Provider } from '../provider.ts'
import { localNginx } from './local-nginx-service.ts'
import { localPostgres } from './local-postgres-service.ts'
import { localRedis } from './local-redis-service.ts'
import { localReplica } from './local-replica-service.ts'

const services = { postgres: localPostgres, 'postgres-replica': localReplica, redis: localRedis, nginx: localNginx }

/** Server binaries run as processes of this machine: Postgres from the embedded npm package, Redis and nginx from PATH. */
export const localProvider: Provider = {
  name: 'local',
  services,
  removeLeftovers: async (kept) => {
    await Promise.all(Object.values(services).map((service) => service.removeLeftovers(kept)))
  },
}
