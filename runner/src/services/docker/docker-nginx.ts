import { randomBytes } from 'node:crypto'
import { identifyNginx } from '../ask-nginx.ts'
import { findFreePort } from '../find-free-port.ts'
import type { NginxProcess } from '../nginx-process.ts'
import type { NginxHost, ServerRecord, ServiceProvider, StartOptions } from '../provider.ts'
import { openContainerNginx, removeOtherNginx } from './container-nginx-process.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'
import { findEngine } from './find-engine.ts'
import { findHostNetwork } from './host-network.ts'
import {
  findPublishedWays,
  leasePortsOf,
  type NginxContainer,
  startNginxContainer,
  warmFolder,
} from './nginx-container.ts'

const inContainers = dockerService('nginx', {
  start: startDockerNginx,
  adopt: async (engine, record) => {
    const { port, containerId = '' } = record.service
    if (!(await identifyNginx(port))) return undefined
    const published = await findPublishedWays(engine, containerId)
    const container = { containerId, image: record.madeFrom, warmPort: port, ...(published ? { published } : {}) }
    return openDockerNginx(engine, record, container)
  },
})

export const dockerNginx: ServiceProvider<NginxHost> = {
  ...inContainers,
  examine: async (options) => {
    const { engine } = await findEngine(options.settings.dockerHost)
    if (!engine || (await findHostNetwork(engine)) !== 'none') return inContainers.examine(options)
    const reason = 'the engine has a network of its own, from which nothing on 127.0.0.1 of this machine is reached'
    return { can: false, reason, mend: 'install nginx, or use an engine that runs as root' }
  },
}

async function startDockerNginx(engine: Engine, options: StartOptions): Promise<NginxHost> {
  const { version, ...container } = await startNginxContainer(engine, options)
  const { containerId, image, warmPort } = container
  const address = { host: '127.0.0.1', port: warmPort, containerId, startedAt: Date.now() }
  const service = { name: 'nginx', provider: 'docker', version, ...address } as const
  return openDockerNginx(engine, { service, password: '', madeFrom: image, folder: warmFolder }, container)
}

/** A warm nginx in a container, whoever started it; a further container is started when all its ports are taken. */
function openDockerNginx(engine: Engine, record: ServerRecord, container: NginxContainer): NginxHost {
  const first = openRoom(container)
  const rooms = [first]
  return {
    record,
    isAlive: async () => (await identifyNginx(record.service.port)) !== undefined,
    spawn: async () => {
      const room = rooms.find(hasPort) ?? (await addRoom(engine, rooms, record))
      const port = room.free?.shift() ?? (await findFreePort())
      const process = openIn(room, engine, `${port}-${randomBytes(4).toString('hex')}`)
      await process.start([])
      return process
    },
    adopt: async ({ id, port }) => {
      if (!(await identifyNginx(port))) return undefined
      first.free?.splice(first.free.indexOf(portOf(id)), 1)
      return openIn(first, engine, id)
    },
    removeOthers: (kept) => removeOtherNginx(engine, container, ['warm', ...kept.map(({ id }) => id)]),
    stop: async () => {
      await Promise.all(rooms.map((room) => removeContainer(engine, room.container.containerId)))
    },
    readLog: () => readContainerLog(engine, record.service.containerId ?? ''),
  }
}

/** A container with those of its ports that are free; without any of its own, every free port of this machine will do. */
interface Room {
  readonly container: NginxContainer
  readonly free: number[] | undefined
}

function openRoom(container: NginxContainer): Room {
  return { container, free: leasePortsOf(container) }
}

function hasPort({ free }: Room): boolean {
  return free === undefined || free.length > 0
}

/** The port inside is the first part of the id. */
function portOf(id: string): number {
  return Number.parseInt(id, 10)
}

function openIn({ container, free }: Room, engine: Engine, id: string): NginxProcess {
  const process = openContainerNginx(engine, container, id, portOf(id))
  const remove = async () => {
    await process.remove()
    free?.push(portOf(id))
  }
  return { ...process, remove }
}

async function addRoom(engine: Engine, rooms: Room[], { madeFrom }: ServerRecord): Promise<Room> {
  const options = { settings: { images: { nginx: madeFrom } }, count: 1, pull: false, onProgress: () => undefined }
  const room = openRoom(await startNginxContainer(engine, options))
  rooms.push(room)
  return room
}
