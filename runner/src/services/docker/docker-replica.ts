import { clusterPorts, identifyCluster } from '../ask-cluster.ts'
import { clusterConfiguration, clusterPortInside, roleOfStandby } from '../postgres-options.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { randomPassword } from '../random-password.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'
import { listenArguments, prepareDataFolder } from './prepare-data-folder.ts'
import { startServing } from './start-serving.ts'

/** Primary and standbys in one container: it starts once, and the servers find each other by a socket. */
export const dockerReplica = dockerService('postgres-replica', {
  start: startDockerReplica,
  adopt: async (engine, record) => {
    const isThere = await identifyCluster(clusterPorts(record), record.password)
    return isThere && openDockerReplica(engine, record)
  },
})

async function startDockerReplica(engine: Engine, options: StartOptions): Promise<WarmServer> {
  const password = randomPassword()
  const ports = Array.from({ length: options.count + 1 }, (_, index) => clusterPortInside(index))
  const portsOf = (hostPorts: Readonly<Record<string, number>>) => ports.map((inside) => hostPorts[inside] ?? 0)
  const { containerId, hostPorts, image, identity } = await startServing(engine, 'postgres-replica', options, {
    environment: { KATA_PASSWORD: password },
    user: 'postgres',
    entrypoint: ['sh', '-c', scriptFor(options.count)],
    ports,
    readyPattern: 'ready to accept connections',
    identify: (hostPorts) => identifyCluster(portsOf(hostPorts), password),
  })
  const [port = 0, ...standbyPorts] = portsOf(hostPorts)
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
