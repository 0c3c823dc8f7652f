import { showBytes } from '../terminal/show-bytes.ts'
import type { MachineCheck } from './machine-check.ts'
import type { MachineFacts } from './machine-facts.ts'
import type { MachinePart } from './trouble.ts'

type Description = readonly { readonly name?: string; readonly found: string }[]

/** What is said of a part with which all is well; nothing where there is nothing to say. */
export function describePart(part: MachinePart, facts: MachineFacts): readonly MachineCheck[] {
  return descriptions[part](facts).map((description) => ({ name: part, state: 'ok', ...description }))
}

const descriptions: Readonly<Record<MachinePart, (facts: MachineFacts) => Description>> = {
  Node: ({ platform, node }) => [{ found: `${node.version} on ${platform} ${node.arch}, ${node.cores} cores` }],
  'container engine': ({ engine }) =>
    engine ? [{ found: `version ${engine.version} on ${engine.arch}, found by ${engine.foundBy}` }] : [],
  servers: ({ services }) =>
    services.flatMap(({ service, winner }) =>
      winner ? [{ name: service, found: `by ${winner.provider}: ${winner.by}` }] : [],
    ),
  disk: ({ disk, engine }) => {
    const ofEngine = engine?.disk ? `, ${showBytes(engine.disk.freeBytes)} for the engine` : ''
    return [{ found: `${showBytes(disk.freeBytes)} free for ${disk.folder}${ofEngine}` }]
  },
  memory: ({ memory, engine }) => {
    const ofEngine = engine && !engine.isOnThisMachine ? `, ${showBytes(engine.memoryBytes)} for the engine` : ''
    return [{ found: `${showBytes(memory.freeBytes)} free of ${showBytes(memory.totalBytes)}${ofEngine}` }]
  },
  clock: ({ engine }) => (engine ? [{ found: "the engine's is this machine's" }] : []),
  ports: ({ ports }) => [{ found: `${ports.free} of ${ports.tried} tried are free, and those of docker-compose.yml` }],
  proxy: ({ proxy }) =>
    proxy.variables.length > 0 ? [{ found: `${proxy.variables.join(', ')} set, not for 127.0.0.1` }] : [],
  vitest: ({ vitest: { kit, workspace } }) => [
    { found: workspace ? `${kit.version}, the same in the workspace` : `${kit.version} in the kit` },
  ],
}
