import { freemem, totalmem } from 'node:os'
import { CourseError } from '../../errors.ts'
import { diagnoseProviders, type ServiceDiagnosis } from '../../services/diagnose-providers.ts'
import { type EngineSearch, findEngine } from '../../services/docker/find-engine.ts'
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
  const { engine, attempts } = await describeEngine(search, services)
  return {
    platform: process.platform,
    node,
    ...(engine ? { engine } : {}),
    attempts,
    services,
    commands,
    disk,
    memory: { freeBytes: Math.max(freemem(), process.availableMemory()), totalBytes: totalmem() },
    ports: await readPorts(engine && search.engine),
    proxy: readProxy(),
    vitest: readVitest(packageRoot, workspaceFolder),
    katas: Object.fromEntries(warmServiceNames.map((name) => [name, katasOf(name)])) as MachineFacts['katas'],
  }
}

/** An engine that answers and then refuses to tell what it is, is none that can be used. */
async function describeEngine(
  search: EngineSearch,
  services: readonly ServiceDiagnosis[],
): Promise<Pick<MachineFacts, 'engine' | 'attempts'>> {
  if (!search.engine) return { attempts: search.attempts }
  try {
    return { engine: await readEngine(search.engine, search.foundBy, services), attempts: [] }
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    return { attempts: [{ way: search.foundBy, kind: 'unusable', reason: error.message }] }
  }
}
