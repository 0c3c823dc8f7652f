import { CourseError } from '../../errors.ts'
import type { Ability, ServerRecord, ServiceProvider, StartOptions, WarmServers } from '../provider.ts'
import type { WarmServiceName } from '../warm-service.ts'
import { examineImages } from './choose-image.ts'
import type { Engine } from './engine.ts'
import { isContainerRunning } from './engine-calls.ts'
import { type EngineSearch, findEngine } from './find-engine.ts'

/** How a service is started in a container, and found again there. */
interface InContainers<Server> {
  start(engine: Engine, options: StartOptions): Promise<Server>
  /** Called only when the container runs. */
  adopt(engine: Engine, record: ServerRecord): Promise<Server | undefined>
}

/** A service in containers of the engine that answers on this machine. */
export function dockerService<Name extends WarmServiceName>(
  name: Name,
  { start, adopt }: InContainers<WarmServers[Name]>,
): ServiceProvider<WarmServers[Name]> {
  return {
    examine: (options) => examine(name, options),
    start: async (options) => start(await requireEngine(options), options),
    adopt: async (record) => {
      const engine = await findEngineOf(record)
      return engine && adopt(engine, record)
    },
  }
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
