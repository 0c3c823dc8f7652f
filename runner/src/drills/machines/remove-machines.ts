import type { Engine } from '../../services/docker/engine.ts'
import { listContainers, removeContainer } from '../../services/docker/engine-calls.ts'
import { drillLabel, isAbandoned } from './machine-labels.ts'

interface NetworkSummary {
  readonly Id: string
  readonly Name: string
  readonly Labels: Readonly<Record<string, string>>
}

/** Takes away machines and networks whose drill was killed before it could. */
export async function removeAbandonedMachines(engine: Engine): Promise<void> {
  const containers = (await listContainers(engine, drillLabel())).filter(({ Labels }) => isAbandoned(Labels))
  await Promise.all(containers.map(({ Id }) => removeContainer(engine, Id)))
  const networks = (await listNetworks(engine)).filter(({ Labels }) => isAbandoned(Labels))
  await Promise.all(networks.map(({ Name }) => removeSurroundings(engine, Name)))
}

/** The network of machines, and the drive that they share, which have one name. Content when they are gone already. */
export async function removeSurroundings(engine: Engine, name: string): Promise<void> {
  await engine.text({ method: 'DELETE', path: `/networks/${name}` }).catch(() => undefined)
  await engine.text({ method: 'DELETE', path: `/volumes/${name}?force=true` }).catch(() => undefined)
}

function listNetworks(engine: Engine): Promise<readonly NetworkSummary[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [drillLabel()] }))
  return engine.json({ method: 'GET', path: `/networks?filters=${filters}` })
}
