import { randomBytes } from 'node:crypto'
import { CourseError } from '../../errors.ts'
import { obtainImage } from '../../services/docker/choose-image.ts'
import { engineNotFound } from '../../services/docker/docker-service.ts'
import type { Engine } from '../../services/docker/engine.ts'
import { removeContainer, tryInContainer } from '../../services/docker/engine-calls.ts'
import { findEngine } from '../../services/docker/find-engine.ts'
import { readServiceSettings } from '../../services/service-settings.ts'
import { Machine } from './machine.ts'
import { labelsOfOwner } from './machine-labels.ts'
import { removeAbandonedMachines, removeSurroundings } from './remove-machines.ts'

/** Of each machine, whatever runs on it. */
const memoryBytes = 512 * 1024 * 1024

export interface MachineSpec {
  /** By which the others reach it. */
  readonly name: string
  /** What it calls itself, and its prompt; without one, its name. */
  readonly hostName?: string
  readonly environment: Readonly<Record<string, string>>
  /** Ports inside which get a free port of 127.0.0.1. */
  readonly ports?: readonly number[]
  /** Nobody is led there by `kata sh`: something is tried out on it. */
  readonly isForTrials?: boolean
  /** A folder that all machines which name one share, as a network drive would. */
  readonly shared?: string
}

/** Machines that see each other by name on a network of their own. */
export interface Machines extends AsyncDisposable {
  /** In the order of their specifications. */
  readonly all: readonly Machine[]
}

/**
 * Starts machines with everything that comes with Postgres on them and no server running. Only the container engine can:
 * the Postgres that comes by npm has neither pg_basebackup nor pg_dump. Throws CONTAINER_ENGINE_NOT_FOUND,
 * SERVICE_NOT_AVAILABLE.
 */
export async function startMachines(specs: readonly MachineSpec[]): Promise<Machines> {
  const settings = readServiceSettings()
  if (settings.provider && settings.provider !== 'docker') throw onlyInContainers(settings.provider)
  const search = await findEngine(settings.dockerHost)
  if (!search.engine) throw engineNotFound(search)
  const { engine } = search
  const image = await obtainImage(engine, 'postgres', { settings, count: 1, pull: false, onProgress: () => undefined })
  await removeAbandonedMachines(engine)
  return new MachinesInContainers(engine).start(image, specs)
}

class MachinesInContainers implements Machines {
  readonly all: Machine[] = []
  readonly #engine: Engine
  #names: readonly string[] = []
  readonly #name = `loadbearing-drill-${randomBytes(4).toString('hex')}`

  constructor(engine: Engine) {
    this.#engine = engine
  }

  async start(image: string, specs: readonly MachineSpec[]): Promise<this> {
    this.#names = specs.map(({ name }) => `${this.#name}-${name}`)
    try {
      const body = { Name: this.#name, CheckDuplicate: true, Labels: labelsOfOwner() }
      await this.#engine.text({ method: 'POST', path: '/networks/create', body })
      this.all.push(...(await Promise.all(specs.map((spec) => this.#startMachine(image, spec)))))
      return this
    } catch (error) {
      await this[Symbol.asyncDispose]()
      throw error
    }
  }

  async #startMachine(image: string, spec: MachineSpec): Promise<Machine> {
    const path = `/containers/create?name=${this.#name}-${spec.name}`
    const { Id } = await this.#engine.json<{ Id: string }>({ method: 'POST', path, body: this.#describe(image, spec) })
    await this.#engine.text({ method: 'POST', path: `/containers/${Id}/start` })
    // A new volume belongs to root.
    if (spec.shared) await tryInContainer(this.#engine, Id, `chmod 1777 ${spec.shared}`, {}, { user: 'root' })
    return new Machine(this.#engine, spec.name, Id)
  }

  #describe(image: string, { name, hostName = name, environment, ports = [], shared }: MachineSpec) {
    const keys = ports.map((port) => `${port}/tcp`)
    return {
      Image: image,
      Hostname: hostName,
      User: 'postgres',
      Labels: labelsOfOwner(),
      Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
      // It runs nothing and ends never, so that a learner may stop and start every server.
      Entrypoint: ['sh', '-c', 'while :; do sleep 3600 & wait $!; done'],
      Cmd: [],
      ExposedPorts: Object.fromEntries(keys.map((key) => [key, {}])),
      NetworkingConfig: { EndpointsConfig: { [this.#name]: { Aliases: [name] } } },
      HostConfig: {
        Init: true,
        NetworkMode: this.#name,
        Memory: memoryBytes,
        ShmSize: 256 * 1024 * 1024,
        PortBindings: Object.fromEntries(keys.map((key) => [key, [{ HostIp: '127.0.0.1', HostPort: '' }]])),
        ...(shared ? { Binds: [`${this.#name}:${shared}`] } : {}),
      },
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // By name, as one that did not start has no other.
    await Promise.all(this.#names.map((name) => removeContainer(this.#engine, name)))
    await removeSurroundings(this.#engine, this.#name)
  }
}

function onlyInContainers(provider: string): CourseError {
  return new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `This drill needs machines that one can log in to, with pg_basebackup and pg_dump on them. Only the container engine supplies them, and KATA_PROVIDER is ${provider}.`,
    hint: 'Unset KATA_PROVIDER, or set it to docker.',
  })
}
