import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CourseError } from '../../errors.ts'
import { identifyRedis } from '../ask-redis.ts'
import { findFreePort } from '../find-free-port.ts'
import type { RedisHost, RedisProcess, RedisProcessRecord, ServerRecord, StartOptions } from '../provider.ts'
import { randomPassword } from '../random-password.ts'
import { findOnPath } from './find-on-path.ts'
import { localFolder } from './local-folder.ts'
import { logFile, readLastLines } from './local-log.ts'
import { openLocalRedisProcess, removeLocalRedis } from './local-redis-process.ts'

/** Where each local redis has its folder, named `<port>-<random>`. */
export function redisFolder(): string {
  const folder = join(localFolder(), 'redis')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  return folder
}

export async function startLocalRedis({ onProgress }: Pick<StartOptions, 'onProgress'>): Promise<RedisHost> {
  onProgress({ service: 'redis', stage: 'starting', text: 'starting redis-server' })
  const binary = await requireRedisServer()
  const password = randomPassword()
  const warm = await spawnProcess(binary, password)
  const { port } = warm.record
  const identity = await identifyRedis({ port, password })
  const service = { name: 'redis', provider: 'local', host: '127.0.0.1', port, startedAt: Date.now() } as const
  const processId = identity ? { processId: identity.processId } : {}
  const version = identity?.version ?? 'unknown'
  return openLocalRedis({ service: { ...service, version, ...processId }, password, madeFrom: binary }, warm.record.id)
}

/** A warm redis whose own process is `warmId`; the processes of leases stand beside it. */
export function openLocalRedis(record: ServerRecord, warmId: string): RedisHost {
  const { madeFrom: binary, password } = record
  const { port } = record.service
  const removeAllBut = async (ids: readonly string[]) => {
    const folders = await readdir(redisFolder())
    await Promise.all(folders.filter((id) => !ids.includes(id)).map((id) => removeLocalRedis(join(redisFolder(), id))))
  }
  return {
    record,
    isAlive: async () => (await identifyRedis({ port, password })) !== undefined,
    spawn: () => spawnProcess(binary, password),
    adopt: (process) => adoptProcess(binary, password, process),
    removeOthers: (kept) => removeAllBut([warmId, ...kept.map(({ id }) => id)]),
    stop: () => removeAllBut([]),
    readLog: () => readLastLines(logFile('redis')),
  }
}

async function spawnProcess(binary: string, password: string): Promise<RedisProcess> {
  const port = await findFreePort()
  const folder = join(redisFolder(), `${port}-${randomBytes(4).toString('hex')}`)
  const process = openLocalRedisProcess({ binary, folder, port, password })
  await process.restart()
  return process
}

async function adoptProcess(binary: string, password: string, { id, port }: RedisProcessRecord) {
  const isThere = await identifyRedis({ port, password })
  return isThere ? openLocalRedisProcess({ binary, folder: join(redisFolder(), id), port, password }) : undefined
}

async function requireRedisServer(): Promise<string> {
  const binary = await findOnPath('redis-server')
  if (binary) return binary
  throw new CourseError('SERVICE_NOT_AVAILABLE', { message: 'There is no redis-server on PATH.' })
}
