import { CourseError } from '../../errors.ts'
import { identifyNginx } from '../ask-nginx.ts'
import { findFreePort } from '../find-free-port.ts'
import { nginxConfiguration } from '../nginx-options.ts'
import { pollUntil } from '../poll-until.ts'
import type { StartOptions } from '../provider.ts'
import { obtainImage } from './choose-image.ts'
import { identifyContainer } from './container-labels.ts'
import type { Engine } from './engine.ts'
import { readHostPorts, removeContainer, tryInContainer } from './engine-calls.ts'
import { findHostNetwork, machineName } from './host-network.ts'
import { startContainer } from './start-container.ts'

/** Below it each nginx of the container has a folder of its own. */
export const nginxParent = '/tmp/kata-nginx'
export const warmFolder = `${nginxParent}/warm`

/** The warm server's port inside a container with a network of its own, and those for leases. */
const warmPort = 8000
const leasePorts = Array.from({ length: 8 }, (_, index) => 8001 + index)
const startLimitMs = 20_000
const answerLimitMs = 5000

/** A container with a warm nginx and room for more. */
export interface NginxContainer {
  readonly containerId: string
  readonly image: string
  /** How it and this machine reach each other. Absent on the host's network, where ports and addresses are the same. */
  readonly published?: PublishedWays
}

export interface PublishedWays {
  /** From a port inside to its port on 127.0.0.1. */
  readonly hostPorts: Readonly<Record<string, number>>
  /** Of this machine, as seen from inside. */
  readonly machineAddress: string
}

/** The port of the warm nginx on 127.0.0.1. */
type Started = NginxContainer & { readonly warmPort: number; readonly version: string }

/** The ports inside that leases may use; undefined where every free port of this machine will do. */
export function leasePortsOf({ published }: NginxContainer): number[] | undefined {
  return published && leasePorts.filter((port) => published.hostPorts[port] !== undefined)
}

/** What is published of a container that runs; undefined on the host's network. */
export async function findPublishedWays(engine: Engine, containerId: string): Promise<PublishedWays | undefined> {
  const hostPorts = await readHostPorts(engine, containerId)
  if (Object.keys(hostPorts).length === 0) return undefined
  return { hostPorts, machineAddress: await findMachineAddress(engine, containerId) }
}

/** By the name nginx might find two addresses and take them for two servers; its log tells addresses in any case. */
async function findMachineAddress(engine: Engine, containerId: string): Promise<string> {
  const { output } = await tryInContainer(engine, containerId, 'cat /etc/hosts')
  const line = output.split('\n').find((entry) => entry.split(/\s+/).includes(machineName) && /^\d+\./.test(entry))
  return line?.split(/\s+/)[0] ?? machineName
}

/**
 * On the host's network where that is this machine's, as only there an app on 127.0.0.1 is reached from a Linux engine.
 * Elsewhere ports are published, and Docker Desktop leads `host.docker.internal` to this machine's loopback, so that
 * apps listen on 127.0.0.1 everywhere. (Tried on Linux; with Docker Desktop untried.)
 */
export async function startNginxContainer(engine: Engine, options: StartOptions): Promise<Started> {
  const network = await findHostNetwork(engine)
  const image = await obtainImage(engine, 'nginx', options)
  options.onProgress({ service: 'nginx', stage: 'starting', text: `starting ${image}` })
  return network === 'host' ? startOnHostNetwork(engine, image) : startWithPorts(engine, image)
}

async function startOnHostNetwork(engine: Engine, image: string): Promise<Started> {
  const port = await findFreePort()
  const { containerId } = await startContainer(engine, {
    ...specificationOf(image, `127.0.0.1:${port}`),
    ports: [],
    network: 'host',
  })
  return identify(engine, { containerId, image }, port)
}

/** Exported to be tried where the host's network would be taken. */
export async function startWithPorts(engine: Engine, image: string): Promise<Started> {
  const { containerId, hostPorts } = await startContainer(engine, {
    ...specificationOf(image, `0.0.0.0:${warmPort}`),
    ports: [warmPort, ...leasePorts],
    machineName,
  })
  const published = { hostPorts, machineAddress: await findMachineAddress(engine, containerId) }
  return identify(engine, { containerId, image, published }, hostPorts[warmPort] ?? 0)
}

function specificationOf(image: string, listen: string) {
  return {
    ...identifyContainer('nginx'),
    image,
    environment: { KATA_CONFIGURATION: nginxConfiguration({ listen, errorLog: 'stderr' }) },
    // In no image is it more than nobody: it must not be able to listen on anything but free ports.
    user: '65534:65534',
    entrypoint: [
      'sh',
      '-c',
      `mkdir -p ${warmFolder} && cd ${warmFolder} && printf %s "$KATA_CONFIGURATION" > nginx.conf && exec nginx -p ${warmFolder} -c ${warmFolder}/nginx.conf -g 'daemon off;'`,
    ],
    readyPattern: 'start worker process [0-9]',
    startLimitMs,
  }
}

async function identify(engine: Engine, container: NginxContainer, port: number): Promise<Started> {
  const identity = await pollUntil(() => identifyNginx(port), { withinMs: answerLimitMs, everyMs: 5 })
  if (identity) return { ...container, warmPort: port, version: identity.version ?? 'unknown' }
  await removeContainer(engine, container.containerId)
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `a container of ${container.image} runs, but does not answer on 127.0.0.1:${port}`,
  })
}
