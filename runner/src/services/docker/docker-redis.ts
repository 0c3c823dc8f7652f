import { identifyRedis } from '../ask-redis.ts'
import type { RedisHost, RedisProcess, ServerRecord, StartOptions } from '../provider.ts'
import { randomPassword } from '../random-password.ts'
import { dockerService } from './docker-service.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, readHostPorts, removeContainer } from './engine-calls.ts'
import {
  hostPortOfWarm,
  killInContainer,
  leasePortsOf,
  type RedisContainer,
  startInContainer,
  startRedisContainer,
} from './redis-container.ts'

/** A container and which of its ports are taken. */
interface Room {
  readonly container: RedisContainer
  readonly taken: Set<number>
}

export const dockerRedis = dockerService('redis', {
  start: startDockerRedis,
  adopt: async (engine, record) => {
    const { port, containerId = '' } = record.service
    const { password, madeFrom: image } = record
    if (!(await identifyRedis({ port, password }))) return undefined
    const hostPorts = await readHostPorts(engine, containerId)
    return openDockerRedis(engine, record, { containerId, password, image, hostPorts })
  },
})

async function startDockerRedis(engine: Engine, options: StartOptions): Promise<RedisHost> {
  const { version, ...container } = await startRedisContainer(engine, randomPassword(), options)
  const { containerId, password, image } = container
  const address = { host: '127.0.0.1', port: hostPortOfWarm(container), containerId, startedAt: Date.now() }
  const service = { name: 'redis', provider: 'docker', version, ...address } as const
  return openDockerRedis(engine, { service, password, madeFrom: image }, container)
}

/** A warm redis in a container, whoever started it; a further container is started when all its ports are taken. */
function openDockerRedis(engine: Engine, record: ServerRecord, container: RedisContainer): RedisHost {
  const rooms: Room[] = [{ container, taken: new Set() }]
  const { port, containerId = '' } = record.service
  return {
    record,
    isAlive: async () => (await identifyRedis({ port, password: record.password })) !== undefined,
    spawn: async () => {
      const room = await findRoom(engine, rooms, record)
      const free = take(room)
      const process = openProcess(engine, room, free)
      await process.restart()
      return process
    },
    adopt: async ({ id, port: hostPort }) => {
      const inside = Number(id)
      if (!(await identifyRedis({ port: hostPort, password: record.password }))) return undefined
      rooms[0]?.taken.add(inside)
      return rooms[0] && openProcess(engine, rooms[0], inside)
    },
    removeOthers: async (kept) => {
      const others = leasePortsOf(container).filter((inside) => !kept.some(({ id }) => id === `${inside}`))
      await Promise.all(others.map((inside) => killInContainer(engine, container, inside)))
    },
    stop: async () => {
      await Promise.all(rooms.map((room) => removeContainer(engine, room.container.containerId)))
    },
    readLog: () => readContainerLog(engine, containerId),
  }
}

function openProcess(engine: Engine, { container, taken }: Room, inside: number): RedisProcess {
  const kill = () => killInContainer(engine, container, inside)
  return {
    record: { id: `${inside}`, port: container.hostPorts[inside] ?? 0 },
    kill,
    restart: () => startInContainer(engine, container, inside),
    remove: async () => {
      await kill()
      taken.delete(inside)
    },
  }
}

async function findRoom(engine: Engine, rooms: Room[], { password, madeFrom }: ServerRecord): Promise<Room> {
  const free = rooms.find(({ container, taken }) => taken.size < leasePortsOf(container).length)
  if (free) return free
  const options = { settings: { images: { redis: madeFrom } }, count: 1, pull: false, onProgress: () => undefined }
  const room = { container: await startRedisContainer(engine, password, options), taken: new Set<number>() }
  rooms.push(room)
  return room
}

function take({ container, taken }: Room): number {
  const free = leasePortsOf(container).find((port) => !taken.has(port)) ?? 0
  taken.add(free)
  return free
}
