import { askRedis } from '../ask-redis.ts'
import type { RedisHost, RedisProcess } from '../provider.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'

/** Leases redis processes that stand beside, or in the container of, one warm redis. */
export function openRedisSource(host: RedisHost): LeaseSource {
  const { password } = host.record
  const open = (process: RedisProcess): Leasable => watchKills(process, password)
  return {
    server: host,
    make: async () => open(await host.spawn()),
    adopt: async ({ redisProcess }) => {
      const process = redisProcess && (await host.adopt(redisProcess))
      return process && open(process)
    },
    removeOthers: (kept) => host.removeOthers(kept.flatMap(({ process }) => process?.record ?? [])),
    isAlive: () => host.isAlive(),
    close: () => undefined,
  }
}

/** A process which a test killed on purpose is not lost. */
function watchKills(process: RedisProcess, password: string): Leasable {
  const { id, port } = process.record
  let isKilled = false
  const watched: RedisProcess = {
    ...process,
    kill: async () => {
      isKilled = true
      await process.kill()
    },
    restart: async () => {
      await process.restart()
      isKilled = false
    },
  }
  return {
    id,
    url: `redis://:${password}@127.0.0.1:${port}`,
    process: watched,
    isAlive: async () => isKilled || (await askRedis({ port, password }, 'PING')) !== undefined,
    remove: () => process.remove().catch(() => undefined),
  }
}
