import { CourseError } from '../../errors.ts'
import { findFreePort } from '../find-free-port.ts'
import { awaitCoordinators, isKafkaAlive } from '../kafka/kafka-requests.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { obtainImage } from './choose-image.ts'
import { identifyContainer } from './container-labels.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'
import { kafkaEnvironment, kafkaPorts, kafkaReadyPattern, kafkaScript } from './kafka-container.ts'
import { startContainer } from './start-container.ts'

/** Two starts of Java on a slow machine. */
const startLimitMs = 60_000
const coordinatorLimitMs = 15_000
/** The version stands near the beginning of the log. */
const logLinesOfStart = 2000
const lastLines = 8

export const dockerKafka = dockerService('kafka', {
  start: startDockerKafka,
  adopt: async (engine, record) => ((await isKafkaAlive(record.service.port)) ? openKafka(engine, record) : undefined),
})

/** Clients go where the broker says that it is, so its port on this machine is chosen before it starts. */
async function startDockerKafka(engine: Engine, options: StartOptions): Promise<WarmServer> {
  const image = await obtainImage(engine, 'kafka', options)
  options.onProgress({ service: 'kafka', stage: 'starting', text: `starting ${image}` })
  const port = await findFreePort()
  const { containerId } = await startContainer(engine, {
    ...identifyContainer('kafka'),
    image,
    environment: kafkaEnvironment(port),
    user: 'nobody',
    entrypoint: ['sh', '-c', kafkaScript],
    ports: [kafkaPorts.clients],
    hostPorts: { [kafkaPorts.clients]: port },
    readyPattern: kafkaReadyPattern,
    startLimitMs: options.settings.startLimitMs ?? startLimitMs,
  })
  if (!(await awaitCoordinators(port, coordinatorLimitMs))) throw await notReady(engine, containerId, port)
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

async function notReady(engine: Engine, containerId: string, port: number): Promise<CourseError> {
  const log = await readContainerLog(engine, containerId, lastLines).catch(() => '')
  await removeContainer(engine, containerId)
  return new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `Kafka started, but did not coordinate groups and transactions on 127.0.0.1:${port} within ${coordinatorLimitMs / 1000} s. Its last words:\n${log.trim()}`,
  })
}
