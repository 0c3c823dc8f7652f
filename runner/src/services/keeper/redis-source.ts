import { askRedis } from '../ask-redis.ts'
import type { RedisHost, RedisProcess, RedisProcessRecord } from '../provider.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'

/** Leases redis processes that stand beside, or in the container of, one warm redis. */
export function openRedisSource(host: RedisHost): LeaseSource {
  const { password } = host.record
  const open = (process: RedisProcess): Leasable => watchKills(process, password)
  return {
    server: host,
    make: async () => open(await host.spawn()),
    adopt: async ({ memento }) => {
      const process = await host.adopt(memento as RedisProcessRecord)
      return process && open(process)
    },
    removeOthers: (kept) => host.removeOthers(kept.map(({ memento }) => memento as RedisProcessRecord)),
    isAlive: () => host.isAlive(),
    close: () => undefined,
  }
}

/** A process which a test killed on purpose is not lost. */
function watchKills(process: RedisProcess, password: string): Leasable {
  const { id, port } = process.record
  let isKilled = false
  const kill = async () => {
    isKilled = true
    await process.kill()
    return null
  }
  const restart = async () => {
    await process.restart()
    isKilled = false
    return null
  }
  return {
    id,
    url: `redis://:${password}@127.0.0.1:${port}`,
    actions: { kill, restart },
    memento: process.record,
    isAlive: async () => isKilled || (await askRedis({ port, password }, 'PING')) !== undefined,
    remove: () => process.remove().catch(() => undefined),
  }
}
