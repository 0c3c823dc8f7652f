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
import { startContainer } from './start-container.ts'

const port = 5432
const startLimitMs = 20_000

/** The client's socket, for a shell inside the container. */
const socketFolder = '/tmp'

// The official images' own entrypoint starts the server twice; this does once what of it matters here, and works
// in any image that has a Postgres on its PATH. The images of our recipes bring a data folder that is ready. A container
// that was stopped may be started again, and goes on with the data it has.
export const postgresScript = `
set -e
umask 077
data=/var/lib/loadbearing/cluster
if [ -d "$data" ]; then
  echo "ALTER ROLE postgres PASSWORD '$KATA_PASSWORD'" | postgres --single -F -D "$data" postgres > /dev/null
else
  data=/tmp/kata/data
  mkdir -p /tmp/kata
  printf %s "$KATA_PASSWORD" > /tmp/kata/password
  [ -d "$data" ] || initdb -D "$data" --username=postgres --pwfile=/tmp/kata/password --auth-local=trust --auth-host=scram-sha-256 \\
    --no-sync --encoding=UTF8 --locale=C > /tmp/kata/initdb.log 2>&1 || { cat /tmp/kata/initdb.log; exit 1; }
fi
grep -q '^host all all all' "$data/pg_hba.conf" || echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
exec postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories=${socketFolder} ${postgresArguments.join(' ')}
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
