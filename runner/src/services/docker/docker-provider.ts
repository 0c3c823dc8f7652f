import { CourseError } from '../../errors.ts'
import { identifyPostgres } from '../ask-postgres.ts'
import { identifyRedis } from '../ask-redis.ts'
import type { Ability, Provider, ServerRecord, StartOptions } from '../provider.ts'
import type { WarmServiceName } from '../warm-service.ts'
import { examineImages } from './choose-image.ts'
import { ownLabel } from './container-labels.ts'
import { openDockerPostgres, startDockerPostgres } from './docker-postgres.ts'
import { openDockerRedis, startDockerRedis } from './docker-redis.ts'
import type { Engine } from './engine.ts'
import { isContainerRunning, listContainers, readHostPorts, removeContainer } from './engine-calls.ts'
import { type EngineSearch, findEngine } from './find-engine.ts'

/** Servers in containers of the engine that answers on this machine. */
export const dockerProvider: Provider = {
  name: 'docker',
  examine,
  startPostgres: async (options) => startDockerPostgres(await requireEngine(options), options),
  startRedis: async (options) => startDockerRedis(await requireEngine(options), options),
  adoptPostgres: async (record) => {
    const engine = await findEngineOf(record)
    const { port } = record.service
    if (!engine || !(await identifyPostgres({ port, password: record.password }))) return undefined
    return openDockerPostgres(engine, record)
  },
  adoptRedis: async (record) => {
    const engine = await findEngineOf(record)
    const { port, containerId = '' } = record.service
    const { password, madeFrom: image } = record
    if (!engine || !(await identifyRedis({ port, password }))) return undefined
    const hostPorts = await readHostPorts(engine, containerId)
    return openDockerRedis(engine, record, { containerId, password, image, hostPorts })
  },
  removeLeftovers: async (kept) => {
    const { engine } = await findEngine()
    if (!engine) return
    const keptIds = kept.flatMap(({ service }) => service.containerId ?? [])
    const containers = await listContainers(engine, ownLabel())
    const others = containers.filter(({ Id }) => !keptIds.includes(Id))
    await Promise.all(others.map(({ Id }) => removeContainer(engine, Id)))
  },
}

/** The error of having no engine, with every way that was tried to reach one. */
export function engineNotFound(search: EngineSearch): CourseError {
  const attempts = describeAttempts(search)
  return new CourseError('CONTAINER_ENGINE_NOT_FOUND', { message: `T${attempts.slice(1)}.` })
}

/** Every way that was tried to reach an engine, as part of a sentence. */
export function describeAttempts(search: EngineSearch): string {
  if (search.engine) return 'tried nothing'
  return `tried ${search.attempts.map(({ way, reason }) => `${way} (${reason})`).join(', ')}`
}

async function examine(service: WarmServiceName, options: Pick<StartOptions, 'settings' | 'pull'>): Promise<Ability> {
  const search = await findEngine(options.settings.dockerHost)
  if (search.engine) return examineImages(search.engine, service, options)
  const reason = `no container engine answers: ${describeAttempts(search)}`
  return { can: false, reason, mend: 'start Docker, or add your user to the group `docker`' }
}

async function requireEngine({ settings }: StartOptions): Promise<Engine> {
  const search = await findEngine(settings.dockerHost)
  if (search.engine) return search.engine
  throw engineNotFound(search)
}

async function findEngineOf({ service }: ServerRecord): Promise<Engine | undefined> {
  const { engine } = await findEngine()
  const isThere = engine && service.containerId && (await isContainerRunning(engine, service.containerId))
  return isThere ? engine : undefined
}
