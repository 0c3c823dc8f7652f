import { leaseRedis } from '../../services/lease-redis.ts'
import type { Board } from '../interleave/board.ts'
import { closeAndFindLeaks } from '../leaks/close-and-find-leaks.ts'
import { connectTo, RedisClients } from '../redis/redis-clients.ts'
import { RedisFixture } from '../redis/redis-fixture.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import { RedisTime } from '../redis/redis-time.ts'
import { Recording } from '../wire/recording.ts'
import { startRedisProxy } from '../wire/redis-proxy.ts'
import type { OpenServer } from './open-server.ts'
import { SeenTraffic } from './seen-traffic.ts'

/** After `restart()` the judge is back at once; when the server is lost, it says so within two seconds. */
const judgeOptions = { retryStrategy: () => 50, maxRetriesPerRequest: 40 }

/** Leases a Redis process and puts a recording proxy in front of it. */
export async function openRedis(board: Board): Promise<OpenServer<RedisFixture, RedisServer>> {
  const [lease, { Redis: library }] = await Promise.all([leaseRedis(), import('ioredis')])
  const recording = new Recording()
  const time = new RedisTime()
  const proxy = await startRedisProxy({ url: lease.url, time, traffic: new SeenTraffic(recording, board) })
  const judge = connectTo(library, lease.url, judgeOptions)
  judge.on('error', () => {})
  const server: RedisServer = { url: lease.url, library, judge, recording, time }
  const clients = new RedisClients(library, proxy.url)
  let wasKilled = false
  const onKill = (): void => {
    wasKilled = true
  }
  return {
    fixture: new RedisFixture({ url: proxy.url, server, clients, lease, onKill }),
    server,
    async close() {
      const leaks = await closeAndFindLeaks(
        recording,
        () => [],
        async () => clients.end(),
      )
      judge.disconnect()
      await proxy[Symbol.asyncDispose]()
      return leaks
    },
    assertAlive: async () => (wasKilled ? undefined : lease.assertAlive()),
    keepForInspection: (label) => lease.keepForInspection(label),
    release: async () => lease[Symbol.asyncDispose](),
  }
}
