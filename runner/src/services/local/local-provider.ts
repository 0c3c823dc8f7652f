import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { identifyPostgres } from '../ask-postgres.ts'
import { identifyRedis } from '../ask-redis.ts'
import type { Ability, Provider, ServerRecord } from '../provider.ts'
import { findEmbeddedPostgres } from './embedded-postgres.ts'
import { findOnPath, readRedisVersion } from './find-on-path.ts'
import { localFolder } from './local-folder.ts'
import { openLocalPostgres, removeCluster, startLocalPostgres } from './local-postgres.ts'
import { openLocalRedis, redisFolder, startLocalRedis } from './local-redis.ts'
import { removeLocalRedis } from './local-redis-process.ts'
import { readCommandLine } from './own-process.ts'
import { clustersFolder } from './postgres-cluster.ts'

/** Server binaries run as processes of this machine: Postgres from the embedded npm package, Redis from PATH. */
export const localProvider: Provider = {
  name: 'local',
  examine: (service) => (service === 'postgres' ? examinePostgres() : examineRedis()),
  startPostgres: startLocalPostgres,
  startRedis: startLocalRedis,
  adoptPostgres: async (record) => {
    const { port, processId } = record.service
    const folder = processId && (await folderOfPostgres(processId))
    if (!folder || !(await identifyPostgres({ port, password: record.password }))) return undefined
    return openLocalPostgres(record, folder)
  },
  adoptRedis: async (record) => {
    const { port } = record.service
    const warm = (await readdir(redisFolder())).find((id) => id.startsWith(`${port}-`))
    if (!warm || !(await identifyRedis({ port, password: record.password }))) return undefined
    return openLocalRedis(record, warm)
  },
  removeLeftovers,
}

async function examinePostgres(): Promise<Ability> {
  try {
    const { version } = await findEmbeddedPostgres()
    return { can: true, by: `the npm package with Postgres ${version}`, mustPull: false }
  } catch (error) {
    const mend = 'npm install --include=optional'
    return { can: false, reason: error instanceof Error ? error.message : String(error), mend }
  }
}

async function examineRedis(): Promise<Ability> {
  const binary = await findOnPath('redis-server')
  if (!binary) return { can: false, reason: 'there is no redis-server on PATH', mend: 'kata doctor --fix' }
  const version = await readRedisVersion(binary)
  if (!version) return { can: false, reason: `${binary} does not start`, mend: `${binary} --version` }
  return { can: true, by: `${binary} ${version}`, mustPull: false }
}

/** The data folder that a running Postgres names on its command line. */
async function folderOfPostgres(processId: number): Promise<string | undefined> {
  const parent = clustersFolder(localFolder())
  const ids = await readdir(parent).catch(() => [])
  const commandLine = await readCommandLine(processId)
  return ids.map((id) => join(parent, id)).find((folder) => commandLine.includes(folder))
}

async function removeLeftovers(kept: readonly ServerRecord[]): Promise<void> {
  await Promise.all([removeClusters(kept), removeRedisProcesses(kept)])
}

async function removeClusters(kept: readonly ServerRecord[]): Promise<void> {
  const parent = clustersFolder(localFolder())
  const ids = await readdir(parent).catch(() => [])
  const keptFolders = await Promise.all(kept.map(({ service }) => folderOfPostgres(service.processId ?? 0)))
  const folders = ids.map((id) => join(parent, id)).filter((folder) => !keptFolders.includes(folder))
  await Promise.all(folders.map((folder) => removeCluster(folder)))
}

/** An adopted redis host removes the processes beside it by itself, as it knows which of them are kept. */
async function removeRedisProcesses(kept: readonly ServerRecord[]): Promise<void> {
  if (kept.some(({ service }) => service.name === 'redis')) return
  const folder = redisFolder()
  await Promise.all((await readdir(folder).catch(() => [])).map((id) => removeLocalRedis(join(folder, basename(id)))))
}
