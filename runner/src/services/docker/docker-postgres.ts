import { identifyPostgres } from '../ask-postgres.ts'
import { postgresArguments } from '../postgres-options.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { randomPassword } from '../random-password.ts'
import type { ContainerSpec } from './container-spec.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { findEngineMemory, readContainerLog, removeContainer } from './engine-calls.ts'
import { listenArguments, prepareDataFolder, scratchFolder } from './prepare-data-folder.ts'
import { startServing } from './start-serving.ts'

const port = 5432

const mostMemoryBytes = 2 * 1024 ** 3
const leastMemoryBytes = 1024 ** 3
const shareOfMemory = 1 / 4

/** Run by `sh`, with `$KATA_PASSWORD`. */
export const postgresScript = `${prepareDataFolder}
exec postgres -D "$data" ${listenArguments} ${postgresArguments.join(' ')}
`

export const dockerPostgres = dockerService('postgres', {
  start: startDockerPostgres,
  adopt: async (engine, record) => {
    const { port } = record.service
    const isThere = await identifyPostgres({ port, password: record.password })
    return isThere && openDockerPostgres(engine, record)
  },
})

async function startDockerPostgres(engine: Engine, options: StartOptions): Promise<WarmServer> {
  const password = randomPassword()
  const { containerId, hostPorts, image, identity } = await startServing(engine, 'postgres', options, {
    environment: { KATA_PASSWORD: password },
    user: 'postgres',
    entrypoint: ['sh', '-c', postgresScript],
    ports: [port],
    ...(await findRoomInMemory(engine)),
    readyPattern: 'ready to accept connections',
    identify: (hostPorts) => identifyPostgres({ port: hostPorts[port] ?? 0, password }),
  })
  const address = { host: '127.0.0.1', port: hostPorts[port] ?? 0, containerId, startedAt: Date.now() }
  const service = { name: 'postgres', provider: 'docker', version: identity.version, ...address } as const
  return openDockerPostgres(engine, { service, password, madeFrom: image })
}

/** A Postgres that runs in a container, whoever started it. */
function openDockerPostgres(engine: Engine, record: ServerRecord): WarmServer {
  const { port, containerId = '' } = record.service
  return {
    record,
    isAlive: async () => (await identifyPostgres({ port, password: record.password })) !== undefined,
    stop: () => removeContainer(engine, containerId),
    readLog: () => readContainerLog(engine, containerId),
  }
}

/**
 * Its data is thrown away anyway, and on some disks making and dropping a test's database takes ten times as long. An engine
 * with less than 4 GiB keeps it on disk.
 */
async function findRoomInMemory(engine: Engine): Promise<Pick<ContainerSpec, 'inMemory'>> {
  const mostBytes = Math.min(mostMemoryBytes, Math.floor(((await findEngineMemory(engine)) ?? 0) * shareOfMemory))
  return mostBytes < leastMemoryBytes ? {} : { inMemory: { folder: scratchFolder, mostBytes } }
}
