import { findFreePort } from '../find-free-port.ts'
import { hasCoordinators, isKafkaAlive } from '../kafka/kafka-requests.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'
import { kafkaEnvironment, kafkaPorts, kafkaReadyPattern, kafkaScript } from './kafka-container.ts'
import { startServing } from './start-serving.ts'

/** Two starts of Java on a slow machine. */
const startLimitMs = 60_000
/** The version stands near the beginning of the log. */
const logLinesOfStart = 2000

export const dockerKafka = dockerService('kafka', {
  start: startDockerKafka,
  adopt: async (engine, record) => ((await isKafkaAlive(record.service.port)) ? openKafka(engine, record) : undefined),
})

/** Clients go where the broker says that it is, so its port on this machine is chosen before it starts. */
async function startDockerKafka(engine: Engine, options: StartOptions): Promise<WarmServer> {
  const port = await findFreePort()
  const { containerId, image } = await startServing(engine, 'kafka', options, {
    environment: kafkaEnvironment(port),
    user: 'nobody',
    entrypoint: ['sh', '-c', kafkaScript],
    ports: [kafkaPorts.clients],
    hostPorts: { [kafkaPorts.clients]: port },
    readyPattern: kafkaReadyPattern,
    startLimitMs,
    identify: async () => (await hasCoordinators(port)) || undefined,
  })
  const version = await readVersion(engine, containerId)
  const address = { host: '127.0.0.1', port, containerId, startedAt: Date.now() }
  const service = { name: 'kafka', provider: 'docker', version, ...address } as const
  return openKafka(engine, { service, password: '', madeFrom: image })
}

function openKafka(engine: Engine, record: ServerRecord): WarmServer {
  const { port, containerId = '' } = record.service
  return {
    record,
    isAlive: () => isKafkaAlive(port),
    stop: () => removeContainer(engine, containerId),
    readLog: () => readContainerLog(engine, containerId),
  }
}

async function readVersion(engine: Engine, containerId: string): Promise<string> {
  const log = await readContainerLog(engine, containerId, logLinesOfStart)
  return log.match(/Kafka version: (\S+)/)?.[1] ?? 'unknown'
}
