import { randomInt } from 'node:crypto'
import { findComposeServices, type PlacedComposeService } from '../../services/compose-services.ts'
import type { Engine } from '../../services/docker/engine.ts'
import { isPortFree, serverPorts } from '../../services/find-free-port.ts'
import type { PortFacts, TakenPort } from '../machine-facts.ts'
import { findPortHolder } from './find-port-holder.ts'

const tries = 20

/** Whether servers find ports, and who holds those of docker-compose.yml. */
export async function readPorts(engine: Engine | undefined): Promise<PortFacts> {
  const { lowest, highest } = serverPorts
  const free = await Promise.all(Array.from({ length: tries }, () => isPortFree(randomInt(lowest, highest + 1))))
  const services = (await findComposeServices()).filter(({ answers }) => answers)
  const containers = engine ? await listPublished(engine) : []
  const taken = await Promise.all(services.map((service) => describeTaken(service, containers)))
  return { taken: taken.flatMap((it) => it ?? []), tried: tries, free: free.filter(Boolean).length }
}

interface PublishedContainer {
  readonly Names: readonly string[]
  readonly Labels: Readonly<Record<string, string>>
  readonly Ports: readonly { readonly PublicPort?: number }[]
}

function listPublished(engine: Engine): Promise<readonly PublishedContainer[]> {
  return engine.json({ method: 'GET', path: '/containers/json' })
}

/** Undefined when it is what docker-compose.yml itself started, or what the user named to the runner. */
async function describeTaken(
  { port, service, portVariable, variable }: PlacedComposeService,
  containers: readonly PublishedContainer[],
): Promise<TakenPort | undefined> {
  const container = containers.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === port))
  if (container?.Labels['com.docker.compose.service'] === service) return undefined
  if (process.env[variable]?.includes(`:${port}`)) return undefined
  const name = container?.Names[0]?.replace(/^\//, '')
  const holder = name === undefined ? await findPortHolder(port) : `the container ${name}`
  return { port, service, variable: portVariable, ...(holder === undefined ? {} : { holder }) }
}
