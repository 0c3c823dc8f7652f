import { freemem, totalmem } from 'node:os'
import { diagnoseProviders } from '../../services/diagnose-providers.ts'
import { findEngine } from '../../services/docker/find-engine.ts'
import type { WarmServiceName } from '../../services/warm-service.ts'
import { warmServiceNames } from '../../services/warm-service.ts'
import type { MachineFacts } from '../machine-facts.ts'
import { readCommands } from './read-commands.ts'
import { readDisk } from './read-disk.ts'
import { readEngine } from './read-engine.ts'
import { readNode } from './read-node.ts'
import { readPorts } from './read-ports.ts'
import { readProxy } from './read-proxy.ts'
import { readVitest } from './read-vitest.ts'

interface Place {
  readonly packageRoot: string
  readonly workspaceFolder?: string
  /** Slugs of the katas that need a service. */
  readonly katasOf: (service: WarmServiceName) => readonly string[]
}

/** Looks at everything that a kata may need. Starts and downloads nothing. */
export async function gatherFacts({ packageRoot, workspaceFolder, katasOf }: Place): Promise<MachineFacts> {
  const [services, search, node, commands, disk] = await Promise.all([
    diagnoseProviders({ pull: true }),
    findEngine(),
    readNode(packageRoot),
    readCommands(),
    readDisk(),
  ])
  const engine = search.engine && (await readEngine(search.engine, search.foundBy, services))
  return {
    platform: process.platform,
    node,
    ...(engine ? { engine } : {}),
    attempts: search.engine ? [] : search.attempts,
    services,
    commands,
    disk,
    memory: { freeBytes: Math.max(freemem(), process.availableMemory()), totalBytes: totalmem() },
    ports: await readPorts(search.engine),
    proxy: readProxy(),
    vitest: readVitest(packageRoot, workspaceFolder),
    katas: Object.fromEntries(warmServiceNames.map((name) => [name, katasOf(name)])) as MachineFacts['katas'],
  }
}
