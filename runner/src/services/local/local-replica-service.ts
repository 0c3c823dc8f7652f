import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { clusterPorts, identifyCluster } from '../ask-cluster.ts'
import type { ServerRecord, WarmServer } from '../provider.ts'
import { localFolder } from './local-folder.ts'
import { examinePostgres } from './local-postgres-service.ts'
import { openLocalReplica, removeReplica, startLocalReplica } from './local-replica.ts'
import type { LocalService } from './local-service.ts'
import { replicasFolder } from './postgres-cluster.ts'
import { findPostmaster } from './postgres-process.ts'

/** A primary with standbys, of the Postgres of the npm package. */
export const localReplica: LocalService<WarmServer> = {
  examine: examinePostgres,
  start: startLocalReplica,
  adopt: async (record) => {
    const folder = await folderOf(record)
    if (!folder || !(await identifyCluster(clusterPorts(record), record.password))) return undefined
    return openLocalReplica(record, folder)
  },
  removeLeftovers: async (kept) => {
    const keptFolders = await Promise.all(kept.map(folderOf))
    const others = (await listFolders()).filter((folder) => !keptFolders.includes(folder))
    await Promise.all(others.map((folder) => removeReplica(folder)))
  },
}

/** The folder whose primary is this process. */
async function folderOf({ service }: ServerRecord): Promise<string | undefined> {
  for (const folder of await listFolders()) {
    const processId = await findPostmaster(join(folder, 'primary'))
    if (processId !== undefined && processId === service.processId) return folder
  }
  return undefined
}

async function listFolders(): Promise<readonly string[]> {
  const parent = replicasFolder(localFolder())
  return (await readdir(parent).catch(() => [])).map((id) => join(parent, id))
}
