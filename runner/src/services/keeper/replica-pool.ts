import { CourseError } from '../../errors.ts'
import type { StartOptions, WarmServer } from '../provider.ts'
import { startServer } from '../start-server.ts'
import { dropDatabase, dropDatabasesExcept, makeDatabase, mend, prove } from './cluster-care.ts'
import { type ClusterSession, openClusterSession } from './cluster-session.ts'

type Work = (session: ClusterSession) => Promise<void>

/** A primary with its standbys, and who has it. */
export interface PooledCluster {
  readonly server: WarmServer
  /** `aside`: a run broke it, and what that run left is kept for a person to look into. */
  state: 'free' | 'held' | 'in work' | 'aside' | 'gone'
  /** Empty and on every standby, for the next lease. */
  database: string
  /** Databases that stay although their lease has ended. */
  readonly kept: Set<string>
  /** The work on it that goes on now; never rejects. */
  work: Promise<unknown>
  /** Counts up over all clusters. */
  lastUse: number
}

/**
 * Primaries with standbys, each held by one lease at a time, as paused replay and settings are those of whole servers.
 * When all are held, one more is started, so that no run waits for another.
 */
export class ReplicaPool {
  readonly #clusters: PooledCluster[] = []
  #isStopped = false
  #uses = 0

  constructor(first: WarmServer) {
    void this.#makeReady(this.#add(first))
  }

  get servers(): readonly WarmServer[] {
    return this.#clusters.map(({ server }) => server)
  }

  /** Whether any can be used: a held one is left alone, whatever its holder did to it. */
  async isAlive(): Promise<boolean> {
    if (this.#clusters.some(({ state }) => state !== 'free')) return true
    return (await Promise.all(this.servers.map((server) => server.isAlive()))).includes(true)
  }

  /** A cluster with `count` standbys; one that others are done with is waited for, else one is started. */
  async take(options: StartOptions, state: 'free' | 'held' = 'held'): Promise<PooledCluster> {
    for (;;) {
      const ours = this.#clusters.filter(({ server }) => countStandbys(server) === options.count)
      const inWork = ours.filter((cluster) => cluster.state === 'in work')
      // The one that was used last: whoever looks for what a run left looks where it was.
      const free = ours.filter((cluster) => cluster.state === 'free').toSorted((a, b) => b.lastUse - a.lastUse)[0]
      if (free) {
        await this.#occupy(free, (session) => prove(session, free.database), state)
        if (free.state === state) return free
      } else if (inWork.length > 0) {
        await Promise.race(inWork.map(({ work }) => work))
      } else {
        const failure = await this.#makeReady(await this.#startAnother(options))
        if (failure) throw unusable(failure)
      }
    }
  }

  /** Ends a lease: `database` is dropped, and what its run did to the servers is undone. */
  async giveBack(cluster: PooledCluster, database: string): Promise<void> {
    await this.#makeReady(cluster, (session) => dropDatabase(session, database))
  }

  /** Ends a lease whose database stays. */
  async giveBackAllBut(cluster: PooledCluster, database: string): Promise<void> {
    cluster.kept.add(database)
    await this.#makeReady(cluster)
  }

  async removeKept(cluster: PooledCluster, database: string): Promise<void> {
    cluster.kept.delete(database)
    if (cluster.state === 'aside' && cluster.kept.size === 0) await this.#discard(cluster)
    else await withSession(cluster, (session) => dropDatabase(session, database)).catch(() => undefined)
  }

  /** Drops what a killed keeper had leased, except what is listed. */
  async removeDatabasesExcept(kept: readonly string[]): Promise<void> {
    for (const cluster of this.#clusters) {
      await cluster.work
      const drop = (session: ClusterSession) => dropDatabasesExcept(session, [...kept, cluster.database])
      await withSession(cluster, drop).catch(() => undefined)
    }
  }

  /** The cluster whose primary listens there, if it is ours. */
  find(port: number): PooledCluster | undefined {
    return this.#clusters.find(({ server }) => server.record.service.port === port)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await Promise.all(this.#clusters.map((cluster) => this.#discard(cluster)))
  }

  #add(server: WarmServer): PooledCluster {
    const nothing = { database: '', kept: new Set<string>(), work: Promise.resolve(), lastUse: 0 }
    const cluster: PooledCluster = { server, state: 'in work', ...nothing }
    this.#clusters.push(cluster)
    return cluster
  }

  async #startAnother(options: StartOptions): Promise<PooledCluster> {
    const server = await startServer('postgres-replica', options)
    if (!this.#isStopped) return this.#add(server)
    await server.stop()
    throw new CourseError('SERVICE_LOST', { message: 'The service was stopped in the meantime.' })
  }

  /** Undoes what the last holder did to the servers, and makes a database for the next one. Returns why it can't. */
  #makeReady(cluster: PooledCluster, clean: Work = async () => undefined): Promise<unknown> {
    return this.#occupy(cluster, async (session) => {
      await mend(session)
      await clean(session)
      cluster.database = await makeDatabase(session)
    })
  }

  /** Works on a cluster, which is `next` afterwards. One on which that fails is of no use: returns why. */
  async #occupy(cluster: PooledCluster, work: Work, next: PooledCluster['state'] = 'free') {
    cluster.state = 'in work'
    cluster.lastUse = ++this.#uses
    const done = withSession(cluster, work).then(
      () => {
        if (cluster.state === 'in work') cluster.state = next
      },
      async (error: unknown) => {
        if (cluster.kept.size > 0) cluster.state = 'aside'
        else await this.#discard(cluster)
        return error
      },
    )
    cluster.work = done
    return done
  }

  async #discard(cluster: PooledCluster): Promise<void> {
    const at = this.#clusters.indexOf(cluster)
    if (at >= 0) this.#clusters.splice(at, 1)
    cluster.state = 'gone'
    await cluster.server.stop().catch(() => undefined)
  }
}

async function withSession({ server }: PooledCluster, work: Work): Promise<void> {
  await using session = await openClusterSession(server.record)
  await work(session)
}

function unusable(cause: unknown): CourseError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `A primary with standbys has started, and can't be used: ${reason}`,
    cause,
  })
}

function countStandbys({ record }: WarmServer): number {
  return record.service.standbyPorts?.length ?? 0
}
