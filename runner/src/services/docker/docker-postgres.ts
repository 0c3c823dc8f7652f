import { identifyPostgres } from '../ask-postgres.ts'
import { postgresArguments } from '../postgres-options.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { randomPassword } from '../random-password.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'
import { listenArguments, prepareDataFolder, scratchFolder } from './prepare-data-folder.ts'
import { findRoomInMemory } from './room-in-memory.ts'
import { startServing } from './start-serving.ts'

const port = 5432

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
    ...(await findRoomInMemory(engine, scratchFolder)),
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
