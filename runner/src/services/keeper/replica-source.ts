import type { StartOptions, WarmServer } from '../provider.ts'
import type { KeptRecord } from './keeper-state.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'
import { type PooledCluster, ReplicaPool } from './replica-pool.ts'

/** By which a shell, and the next keeper, find the cluster of a kept database. */
export interface ReplicaMemento {
  readonly containerId?: string
  readonly standbyPorts: readonly number[]
}

/** Leases primaries with standbys, each whole and with a fresh database. */
export function openReplicaSource(first: WarmServer): LeaseSource {
  const pool = new ReplicaPool(first)
  const { provider } = first.record.service
  const inOneWay = (options: StartOptions) => ({ ...options, settings: { ...options.settings, provider } })
  const server: WarmServer = {
    get record() {
      return (pool.servers[0] ?? first).record
    },
    isAlive: () => pool.isAlive(),
    stop: () => pool.stop(),
    readLog: async () => (await Promise.all(pool.servers.map((each) => each.readLog()))).join('\n'),
  }
  return {
    server,
    prepare: async (options) => void (await pool.take(inOneWay(options), 'free')),
    make: async (options) => openLeasable(pool, await pool.take(inOneWay(options))),
    adopt: async (kept) => adoptLeasable(pool, kept),
    removeOthers: (kept) => pool.removeDatabasesExcept(kept.flatMap(({ database }) => database ?? [])),
    isAlive: () => pool.isAlive(),
    close: () => undefined,
  }
}

function openLeasable(pool: ReplicaPool, cluster: PooledCluster): Leasable {
  const { database } = cluster
  let isKept = false
  return {
    ...describe(cluster, database),
    isAlive: () => cluster.server.isAlive(),
    keep: () => {
      isKept = true
      void pool.giveBackAllBut(cluster, database)
    },
    remove: () => (isKept ? pool.removeKept(cluster, database) : pool.giveBack(cluster, database)),
  }
}

/** What was kept by an earlier keeper, if its cluster was taken over. */
async function adoptLeasable(pool: ReplicaPool, { url, database = '' }: KeptRecord): Promise<Leasable | undefined> {
  const cluster = pool.find(Number(new URL(url).port))
  if (!cluster) return undefined
  cluster.kept.add(database)
  return {
    ...describe(cluster, database),
    isAlive: () => cluster.server.isAlive(),
    remove: () => pool.removeKept(cluster, database),
  }
}

function describe({ server }: PooledCluster, database: string) {
  const { password, service } = server.record
  const { port, containerId, standbyPorts = [] } = service
  const urlOf = (at: number) => `postgres://postgres:${password}@127.0.0.1:${at}/${database}`
  const memento: ReplicaMemento = { standbyPorts, ...(containerId ? { containerId } : {}) }
  return { id: database, database, url: urlOf(port), standbyUrls: standbyPorts.map(urlOf), memento }
}
