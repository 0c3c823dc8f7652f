import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { identifyPostgres } from '../ask-postgres.ts'
import type { Ability, ServerRecord, WarmServer } from '../provider.ts'
import { findEmbeddedPostgres } from './embedded-postgres.ts'
import { localFolder } from './local-folder.ts'
import { openLocalPostgres, startLocalPostgres } from './local-postgres.ts'
import type { LocalService } from './local-service.ts'
import { readCommandLine } from './own-process.ts'
import { clustersFolder } from './postgres-cluster.ts'
import { removePostgres } from './postgres-process.ts'

/** The Postgres of the npm package. */
export const localPostgres: LocalService<WarmServer> = {
  examine: examinePostgres,
  start: startLocalPostgres,
  adopt: async (record) => {
    const { port, processId } = record.service
    const folder = processId && (await folderOfPostgres(processId))
    if (!folder || !(await identifyPostgres({ port, password: record.password }))) return undefined
    return openLocalPostgres(record, folder)
  },
  removeLeftovers: removeClusters,
}

/** Whether the npm package with Postgres is there. */
export async function examinePostgres(): Promise<Ability> {
  try {
    const { version } = await findEmbeddedPostgres()
    return { can: true, by: `the npm package with Postgres ${version}`, mustPull: false }
  } catch (error) {
    const mend = 'npm install --include=optional'
    return { can: false, reason: error instanceof Error ? error.message : String(error), mend }
  }
}

/** The data folder that a running Postgres names on its command line. */
async function folderOfPostgres(processId: number): Promise<string | undefined> {
  const parent = clustersFolder(localFolder())
  const ids = await readdir(parent).catch(() => [])
  const commandLine = await readCommandLine(processId)
  return ids.map((id) => join(parent, id)).find((folder) => commandLine.includes(folder))
}

async function removeClusters(kept: readonly ServerRecord[]): Promise<void> {
  const parent = clustersFolder(localFolder())
  const ids = await readdir(parent).catch(() => [])
  const keptFolders = await Promise.all(kept.map(({ service }) => folderOfPostgres(service.processId ?? 0)))
  const folders = ids.map((id) => join(parent, id)).filter((folder) => !keptFolders.includes(folder))
  await Promise.all(folders.map((folder) => removePostgres(folder)))
}
