import { json } from 'node:stream/consumers'
import { Wait } from 'testcontainers'
import type { ContainerSpec, StartedContainer } from './container-spec.ts'
import { LoopbackContainer } from './loopback-container.ts'

// A program: reads a specification from standard input, starts the container, writes where it is, and ends.

const lastLines: string[] = []

async function start(spec: ContainerSpec): Promise<StartedContainer> {
  const prepared = new LoopbackContainer(spec.image).withHostPorts(spec.hostPorts ?? {})
  if (spec.network === 'host') prepared.withNetworkMode('host')
  if (spec.inMemory) prepared.withTmpFs({ [spec.inMemory.folder]: `rw,mode=1777,size=${spec.inMemory.mostBytes}` })
  if (spec.machineName) prepared.withExtraHosts([{ host: spec.machineName, ipAddress: 'host-gateway' }])
  const container = await prepared
    .withName(spec.name)
    .withLabels(spec.labels)
    .withEnvironment(spec.environment)
    .withUser(spec.user)
    .withEntrypoint([...spec.entrypoint])
    .withCommand([])
    .withExposedPorts(...spec.ports)
    .withWaitStrategy(Wait.forLogMessage(new RegExp(spec.readyPattern)))
    .withStartupTimeout(spec.startLimitMs)
    .withLogConsumer((stream) => stream.on('data', (line) => lastLines.push(String(line).trim())))
    // The keeper owns the lifetime; the reaper would end it with this process.
    .withAutoCleanup(false)
    .start()
  const hostPorts = spec.ports.map((port) => [port, container.getMappedPort(port)] as const)
  return { containerId: container.getId(), hostPorts: Object.fromEntries(hostPorts) }
}

try {
  const started = await start((await json(process.stdin)) as ContainerSpec)
  process.stdout.write(JSON.stringify(started), () => process.exit(0))
} catch (error) {
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write([text, ...lastLines.slice(-8)].join('\n'), () => process.exit(1))
}
