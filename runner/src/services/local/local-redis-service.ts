import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { identifyRedis } from '../ask-redis.ts'
import type { Ability, RedisHost, ServerRecord } from '../provider.ts'
import { findOnPath, readRedisVersion } from './find-on-path.ts'
import { openLocalRedis, redisFolder, startLocalRedis } from './local-redis.ts'
import { removeLocalRedis } from './local-redis-process.ts'
import type { LocalService } from './local-service.ts'

/** `redis-server` from PATH. */
export const localRedis: LocalService<RedisHost> = {
  examine: examineRedis,
  start: startLocalRedis,
  adopt: async (record) => {
    const { port } = record.service
    const warm = (await readdir(redisFolder())).find((id) => id.startsWith(`${port}-`))
    if (!warm || !(await identifyRedis({ port, password: record.password }))) return undefined
    return openLocalRedis(record, warm)
  },
  removeLeftovers: removeRedisProcesses,
}

async function examineRedis(): Promise<Ability> {
  const binary = await findOnPath('redis-server')
  if (!binary) return { can: false, reason: 'there is no redis-server on PATH', mend: 'kata doctor --fix' }
  const version = await readRedisVersion(binary)
  if (!version) return { can: false, reason: `${binary} does not start`, mend: `${binary} --version` }
  return { can: true, by: `${binary} ${version}`, mustPull: false }
}

/** An adopted redis host removes the processes beside it by itself, as it knows which of them are kept. */
async function removeRedisProcesses(kept: readonly ServerRecord[]): Promise<void> {
  if (kept.some(({ service }) => service.name === 'redis')) return
  const folder = redisFolder()
  await Promise.all((await readdir(folder).catch(() => [])).map((id) => removeLocalRedis(join(folder, basename(id)))))
}
