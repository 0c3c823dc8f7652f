import { CourseError } from '../../errors.ts'
import { identifyPostgres } from '../ask-postgres.ts'
import { pollUntil } from '../poll-until.ts'
import { postgresArguments } from '../postgres-options.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { randomPassword } from '../random-password.ts'
import { obtainImage } from './choose-image.ts'
import { identifyContainer } from './container-labels.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'
import { listenArguments, prepareDataFolder } from './prepare-data-folder.ts'
import { startContainer } from './start-container.ts'

const port = 5432
const startLimitMs = 20_000

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
  const image = await obtainImage(engine, 'postgres', options)
  options.onProgress({ service: 'postgres', stage: 'starting', text: `starting ${image}` })
  const password = randomPassword()
  const { containerId, hostPorts } = await startContainer(engine, {
    ...identifyContainer('postgres'),
    image,
    environment: { KATA_PASSWORD: password },
    user: 'postgres',
    entrypoint: ['sh', '-c', postgresScript],
    ports: [port],
    readyPattern: 'ready to accept connections',
    startLimitMs: options.settings.startLimitMs ?? startLimitMs,
  })
  const hostPort = hostPorts[port] ?? 0
  const identity = await pollUntil(() => identifyPostgres({ port: hostPort, password }), { withinMs: 3000 })
  if (!identity) {
    await removeContainer(engine, containerId)
    throw new CourseError('SERVICE_NOT_AVAILABLE', {
      message: `a container of ${image} runs, but does not answer on 127.0.0.1:${hostPort}`,
    })
  }
  const address = { host: '127.0.0.1', port: hostPort, containerId, startedAt: Date.now() }
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
