import { CourseError } from '../errors.ts'
import { ensureServices } from '../services/ensure-services.ts'
import type { ServiceNeeds } from '../services/service.ts'
import type { ServiceProgress } from '../services/service-progress.ts'
import { TestClock } from './clock.ts'
import { crashPoints } from './crash-points/crash-points.ts'
import type { DemoContext, DemoDefinition, DemoTable } from './demo.ts'
import { EvidenceRecorder } from './evidence-recorder.ts'
import { Gate } from './gate.ts'
import { interleave } from './interleave/interleave.ts'
import { load } from './load/load.ts'
import { TestServers } from './servers/test-servers.ts'

export interface RunDemoOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: ServiceProgress) => void
  /** The servers are ready, and the demo begins. */
  readonly onRun?: () => void
}

/** What a demo showed, and which of its claims that bears out. */
export interface DemoOutcome extends DemoTable {
  readonly title: string
  readonly claims: readonly { readonly sentence: string; readonly holds: boolean }[]
}

/** Runs a demo in this process, on servers of its own, which are given back at the end. */
export async function runDemo(
  definition: DemoDefinition,
  { signal, onProgress, onRun }: RunDemoOptions,
): Promise<DemoOutcome> {
  await ensureServices(definition.services, { pull: true, signal, ...(onProgress ? { onProgress } : {}) })
  onRun?.()
  const servers = new TestServers()
  try {
    const table = await abortable(definition.run(await createContext(definition, servers, signal)), signal)
    const unmet = servers.findUnmetFaults()
    if (unmet) throw unmet
    servers.httpServers?.assertScriptsRan()
    const claims = definition.claims.map(({ sentence, holds }) => ({ sentence, holds: holds(table.measured) }))
    return { title: definition.title, ...table, claims }
  } catch (error) {
    await servers.look()
    throw servers.undecided ?? error
  } finally {
    await servers.close()
    await servers.release()
  }
}

async function createContext(
  { services }: DemoDefinition,
  servers: TestServers,
  signal: AbortSignal,
): Promise<DemoContext> {
  const fixtures = await openServers(services, servers)
  const evidence = new EvidenceRecorder(() => {})
  const clock = new TestClock()
  const http = await servers.http(clock)
  const setting = { postgres: servers.postgresServer, redis: servers.redisServer, others: http, evidence }
  const others: Omit<DemoContext, keyof ServerFixtures> = {
    http,
    clock,
    interleave: (options) => servers.attempt(() => interleave(options, setting)),
    crashPoints: (options) => servers.attempt(() => crashPoints(options, setting)),
    holdRow: (options) => servers.holdRow(options),
    wire: await servers.wire(clock),
    gate: (parties) => new Gate(parties, () => servers.settled()),
    load: (options) => load({ signal, ...options }, () => servers.settled()),
    settled: () => servers.settled(),
    signal,
  }
  // Spreading them would use each of them, and those that are not named refuse.
  return Object.assign(fixtures, others)
}

type ServerFixtures = Pick<DemoContext, 'postgres' | 'replica' | 'redis' | 'kafka' | 'nginx'>

/** The fixtures that the demo names; each of the others is refused when it is used. */
async function openServers(services: ServiceNeeds, servers: TestServers): Promise<ServerFixtures> {
  const standbys = services['postgres-replica']
  const postgres = services.postgres ? await servers.postgres() : undefined
  const replica = standbys ? await servers.replica(standbys) : undefined
  const redis = services.redis ? await servers.redis() : undefined
  const kafka = services.kafka ? await servers.kafka() : undefined
  const nginx = services.nginx ? await servers.nginx() : undefined
  return {
    get postgres() {
      return postgres ?? refuse('postgres')
    },
    get replica() {
      return replica ?? refuse('postgres-replica')
    },
    get redis() {
      return redis ?? refuse('redis')
    },
    get kafka() {
      return kafka ?? refuse('kafka')
    },
    get nginx() {
      return nginx ?? refuse('nginx')
    },
  }
}

function refuse(service: string): never {
  throw new CourseError('FIXTURE_NOT_REQUESTED', {
    message: `The demo uses ${service}, but its \`services\` do not name it.`,
    hint: `Add \`'${service}': 1\` to the demo's services.`,
  })
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', onAbort))
}
