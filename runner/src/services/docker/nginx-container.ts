import { identifyNginx, type NginxIdentity } from '../ask-nginx.ts'
import { findFreePort } from '../find-free-port.ts'
import { nginxConfiguration } from '../nginx-options.ts'
import type { StartOptions } from '../provider.ts'
import type { Engine } from './engine.ts'
import { readHostPorts, tryInContainer } from './engine-calls.ts'
import { findHostNetwork, machineName } from './host-network.ts'
import { startServing } from './start-serving.ts'

/** Below it each nginx of the container has a folder of its own. */
export const nginxParent = '/tmp/kata-nginx'
export const warmFolder = `${nginxParent}/warm`

/** The warm server's port inside a container with a network of its own, and those for leases. */
const warmPort = 8000
const leasePorts = Array.from({ length: 8 }, (_, index) => 8001 + index)

/** A container with a warm nginx and room for more. */
export interface NginxContainer {
  readonly containerId: string
  readonly image: string
  /** Where the warm nginx, which gives the files of the others, is on 127.0.0.1. */
  readonly warmPort: number
  /** How it and this machine reach each other. Absent on the host's network, where ports and addresses are the same. */
  readonly published?: PublishedWays
}

export interface PublishedWays {
  /** From a port inside to its port on 127.0.0.1. */
  readonly hostPorts: Readonly<Record<string, number>>
  /** Of this machine, as seen from inside. */
  readonly machineAddress: string
}

type Started = NginxContainer & { readonly version: string }

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
  return network === 'host' ? startOnHostNetwork(engine, options) : startWithPorts(engine, options)
}

async function startOnHostNetwork(engine: Engine, options: StartOptions): Promise<Started> {
  const port = await findFreePort()
  const { containerId, image, identity } = await startServing(engine, 'nginx', options, {
    ...listeningOn(`127.0.0.1:${port}`),
    ports: [],
    network: 'host',
    identify: () => identifyNginx(port),
  })
  return { containerId, image, warmPort: port, version: versionOf(identity) }
}

/** Exported to be tried where the host's network would be taken. */
export async function startWithPorts(engine: Engine, options: StartOptions): Promise<Started> {
  const { containerId, hostPorts, image, identity } = await startServing(engine, 'nginx', options, {
    ...listeningOn(`0.0.0.0:${warmPort}`),
    ports: [warmPort, ...leasePorts],
    machineName,
    identify: (hostPorts) => identifyNginx(hostPorts[warmPort] ?? 0),
  })
  const published = { hostPorts, machineAddress: await findMachineAddress(engine, containerId) }
  return { containerId, image, published, warmPort: hostPorts[warmPort] ?? 0, version: versionOf(identity) }
}

function listeningOn(listen: string) {
  return {
    environment: { KATA_CONFIGURATION: nginxConfiguration({ listen, errorLog: 'stderr', shares: nginxParent }) },
    // In no image is it more than nobody: it must not be able to listen on anything but free ports.
    user: '65534:65534',
    entrypoint: [
      'sh',
      '-c',
      `mkdir -p ${warmFolder} && cd ${warmFolder} && printf %s "$KATA_CONFIGURATION" > nginx.conf && exec nginx -p ${warmFolder} -c ${warmFolder}/nginx.conf -g 'daemon off;'`,
    ],
    readyPattern: 'start worker process [0-9]',
  }
}

function versionOf({ version = 'unknown' }: NginxIdentity): string {
  return version
}
