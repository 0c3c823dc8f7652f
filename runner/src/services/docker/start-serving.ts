import { CourseError } from '../../errors.ts'
import { pollUntil } from '../poll-until.ts'
import type { StartOptions } from '../provider.ts'
import type { WarmServiceName } from '../warm-service.ts'
import { obtainImage } from './choose-image.ts'
import { identifyContainer } from './container-labels.ts'
import type { ContainerSpec, StartedContainer } from './container-spec.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'
import { startContainer } from './start-container.ts'

const defaultStartLimitMs = 20_000
const answerLimitMs = 15_000
const lastLines = 8

/** What is to run in a container of a service, and how it is known to serve. */
interface Serving<Identity> extends Omit<ContainerSpec, 'image' | 'name' | 'labels' | 'startLimitMs'> {
  /** For a server that takes longer than most to say that it is ready. */
  readonly startLimitMs?: number
  /** Asks what runs there who it is, by its ports on 127.0.0.1; undefined while not everything answers. */
  readonly identify: (hostPorts: StartedContainer['hostPorts']) => Promise<Identity | undefined>
}

interface Served<Identity> extends StartedContainer {
  readonly image: string
  readonly identity: Identity
}

/**
 * Starts a container of the image that is wished for, and waits until it serves. One that does not is removed, and its
 * last words are in the error.
 */
export async function startServing<Identity>(
  engine: Engine,
  service: WarmServiceName,
  options: StartOptions,
  { identify, startLimitMs = defaultStartLimitMs, ...spec }: Serving<Identity>,
): Promise<Served<Identity>> {
  const image = await obtainImage(engine, service, options)
  options.onProgress({ service, stage: 'starting', text: `starting ${image}` })
  const started = await startContainer(engine, {
    ...spec,
    ...identifyContainer(service),
    image,
    startLimitMs: options.settings.startLimitMs ?? startLimitMs,
  })
  const identity = await pollUntil(() => identify(started.hostPorts), { withinMs: answerLimitMs })
  if (identity) return { ...started, image, identity }
  const log = await readContainerLog(engine, started.containerId, lastLines).catch(() => '')
  await removeContainer(engine, started.containerId)
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `a container of ${image} runs, but ${service} in it did not answer within ${answerLimitMs / 1000} s. Its last words:\n${log.trim()}`,
  })
}
