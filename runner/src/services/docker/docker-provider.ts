import type { Provider } from '../provider.ts'
import { ownLabel } from './container-labels.ts'
import { dockerKafka } from './docker-kafka.ts'
import { dockerNginx } from './docker-nginx.ts'
import { dockerPostgres } from './docker-postgres.ts'
import { dockerRedis } from './docker-redis.ts'
import { dockerReplica } from './docker-replica.ts'
import { listContainers, removeContainer } from './engine-calls.ts'
import { findEngine } from './find-engine.ts'

/** Servers in containers of the engine that answers on this machine. */
export const dockerProvider: Provider = {
  name: 'docker',
  services: {
    postgres: dockerPostgres,
    'postgres-replica': dockerReplica,
    redis: dockerRedis,
    kafka: dockerKafka,
    nginx: dockerNginx,
  },
  removeLeftovers: async (kept) => {
    const { engine } = await findEngine()
    if (!engine) return
    const keptIds = kept.flatMap(({ service }) => service.containerId ?? [])
    const containers = await listContainers(engine, ownLabel())
    const others = containers.filter(({ Id }) => !keptIds.includes(Id))
    await Promise.all(others.map(({ Id }) => removeContainer(engine, Id)))
  },
}
