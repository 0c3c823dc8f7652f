import { CourseError } from '../../errors.ts'
import { clusterPorts, identifyCluster } from '../ask-cluster.ts'
import { pollUntil } from '../poll-until.ts'
import { clusterConfiguration, clusterPortInside, roleOfStandby } from '../postgres-options.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { randomPassword } from '../random-password.ts'
import { obtainImage } from './choose-image.ts'
import { identifyContainer } from './container-labels.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'
import { listenArguments, prepareDataFolder } from './prepare-data-folder.ts'
import { startContainer } from './start-container.ts'

const startLimitMs = 20_000
const answerLimitMs = 5000

/** Primary and standbys in one container: it starts once, and the servers find each other by a socket. */
export const dockerReplica = dockerService('postgres-replica', {
  start: startDockerReplica,
  adopt: async (engine, record) => {
    const isThere = await identifyCluster(clusterPorts(record), record.password)
    return isThere && openDockerReplica(engine, record)
  },
})

async function startDockerReplica(engine: Engine, options: StartOptions): Promise<WarmServer> {
  const image = await obtainImage(engine, 'postgres-replica', options)
  options.onProgress({ service: 'postgres-replica', stage: 'starting', text: `starting ${image} with standbys` })
  const password = randomPassword()
  const ports = Array.from({ length: options.count + 1 }, (_, index) => clusterPortInside(index))
  const { containerId, hostPorts } = await startContainer(engine, {
    ...identifyContainer('postgres-replica'),
    image,
    environment: { KATA_PASSWORD: password },
    user: 'postgres',
    entrypoint: ['sh', '-c', scriptFor(options.count)],
    ports,
    readyPattern: 'ready to accept connections',
    startLimitMs,
  })
  const [port = 0, ...standbyPorts] = ports.map((inside) => hostPorts[inside] ?? 0)
  const identity = await pollUntil(() => identifyCluster([port, ...standbyPorts], password), {
    withinMs: answerLimitMs,
  })
  if (!identity) {
    const log = await readContainerLog(engine, containerId, 8).catch(() => '')
    await removeContainer(engine, containerId)
    throw new CourseError('SERVICE_NOT_AVAILABLE', {
      message: `a container of ${image} runs, but primary and standbys do not all answer. Its last words:\n${log}`,
    })
  }
  const address = { host: '127.0.0.1', port, standbyPorts, containerId, startedAt: Date.now() }
  const service = { name: 'postgres-replica', provider: 'docker', version: identity.version, ...address } as const
  return openDockerReplica(engine, { service, password, madeFrom: image })
}

/** Each standby begins as a copy of a data folder that no server has run on, and takes all that follows from the primary. */
function scriptFor(standbys: number): string {
  const primary = `host=/tmp port=${clusterPortInside(0)} user=postgres`
  const standbyLines = Array.from({ length: standbys }, (_, index) => {
    const role = roleOfStandby(index)
    const folder = `/tmp/kata/${role}`
    return `
mkdir -p /tmp/kata
cp -a "$data" ${folder}
touch ${folder}/standby.signal
${startCommand(folder, clusterConfiguration(role, primary), clusterPortInside(index + 1))}`
  })
  const primaryLines = startCommand('"$data"', clusterConfiguration('primary'), clusterPortInside(0))
  // The container outlives each of its servers, as a machine would.
  return `${prepareDataFolder}${standbyLines.join('')}\n${primaryLines}\nwait\n`
}

function startCommand(folder: string, configuration: string, port: number): string {
  return `cat >> ${folder}/postgresql.conf <<'END'
${configuration}END
postgres -D ${folder} -p ${port} ${listenArguments} &`
}

/** A primary with standbys that run in a container, whoever started it. */
function openDockerReplica(engine: Engine, record: ServerRecord): WarmServer {
  const { containerId = '' } = record.service
  return {
    record,
    isAlive: async () => (await identifyCluster(clusterPorts(record), record.password)) !== undefined,
    stop: () => removeContainer(engine, containerId),
    readLog: () => readContainerLog(engine, containerId),
  }
}
