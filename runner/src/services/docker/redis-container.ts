import { CourseError } from '../../errors.ts'
import { identifyRedis } from '../ask-redis.ts'
import { pollUntil } from '../poll-until.ts'
import type { StartOptions } from '../provider.ts'
import { redisConfiguration } from '../redis-options.ts'
import type { Engine } from './engine.ts'
import { runInContainer } from './engine-calls.ts'
import { startServing } from './start-serving.ts'

/** The warm server's port inside the container. */
const warmPort = 6379
/** Ports inside the container for the processes of leases. Each costs a forwarding process, so not many. */
const leasePorts = Array.from({ length: 8 }, (_, index) => 7001 + index)
const answerLimitMs = 5000

/** Hands the configuration over by standard input, as it holds a password. */
export const redisScript = 'printf %s "$KATA_CONFIGURATION" | redis-server -'

/** A container with a warm redis and room for more. */
export interface RedisContainer {
  readonly containerId: string
  readonly password: string
  readonly image: string
  /** From a port inside, the warm server's first, to its port on 127.0.0.1. */
  readonly hostPorts: Readonly<Record<string, number>>
}

export function hostPortOfWarm({ hostPorts }: RedisContainer): number {
  return hostPorts[warmPort] ?? 0
}

/** The ports inside that leases may use. */
export function leasePortsOf({ hostPorts }: RedisContainer): readonly number[] {
  return leasePorts.filter((port) => hostPorts[port] !== undefined)
}

export async function startRedisContainer(
  engine: Engine,
  password: string,
  options: StartOptions,
): Promise<RedisContainer & { readonly version: string }> {
  const { containerId, hostPorts, image, identity } = await startServing(engine, 'redis', options, {
    environment: { KATA_CONFIGURATION: configurationFor(warmPort, password) },
    user: 'redis',
    entrypoint: ['sh', '-c', redisScript],
    ports: [warmPort, ...leasePorts],
    readyPattern: 'eady to accept connections',
    identify: (hostPorts) => identifyRedis({ port: hostPorts[warmPort] ?? 0, password }),
  })
  return { containerId, password, image, hostPorts, version: identity.version }
}

/** Starts one more redis in the container, empty; one that runs on this port is killed first. */
export async function startInContainer(engine: Engine, container: RedisContainer, port: number): Promise<void> {
  const configuration = `${configurationFor(port, container.password)}daemonize yes\nlogfile /tmp/redis-${port}.log\n`
  const script = `${killScript(port)}\nprintf %s "$KATA_CONFIGURATION" | redis-server -`
  await runInContainer(engine, container.containerId, script, { KATA_CONFIGURATION: configuration })
  const address = { port: container.hostPorts[port] ?? 0, password: container.password }
  if (await pollUntil(() => identifyRedis(address), { withinMs: answerLimitMs, everyMs: 5 })) return
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `a redis in the container does not answer on port ${port}`,
  })
}

export async function killInContainer(engine: Engine, { containerId }: RedisContainer, port: number): Promise<void> {
  await runInContainer(engine, containerId, killScript(port))
}

/** Waits until the process is gone, as its port can't be taken before. */
function killScript(port: number): string {
  const file = `/tmp/redis-${port}.pid`
  return `if [ -f ${file} ]; then
  pid=$(cat ${file}); rm -f ${file}; kill -9 "$pid" 2>/dev/null
  while kill -0 "$pid" 2>/dev/null; do sleep 0.005; done
fi
true`
}

function configurationFor(port: number, password: string): string {
  return redisConfiguration({ port, password, folder: '/tmp', bind: '0.0.0.0' })
}
