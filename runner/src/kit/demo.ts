import type { ServiceNeeds } from '../services/service.ts'
import type { TestClock } from './clock.ts'
import type { CrashPointsOptions, CrashReport } from './crash-points/crash-options.ts'
import type { Gate } from './gate.ts'
import type { HoldRowOptions } from './hold-row.ts'
import type { HttpFixture } from './http/http-servers.ts'
import type { Exploration, InterleaveOptions } from './interleave/interleave.ts'
import type { KafkaFixture } from './kafka/kafka-fixture.ts'
import type { LoadOptions } from './load/load.ts'
import type { LoadResult } from './load/load-result.ts'
import type { NginxFixture } from './nginx/nginx-fixture.ts'
import type { PostgresFixture } from './postgres/postgres-fixture.ts'
import type { RedisFixture } from './redis/redis-fixture.ts'
import type { ReplicaFixture } from './replica/replica-fixture.ts'
import type { Wire } from './wire/faults/wire.ts'

export type { Clock, TestClock } from './clock.ts'
export type { Life } from './crash-points/life.ts'
export type { HttpFixture } from './http/http-servers.ts'
export type { Script, ScriptedRequest } from './http/script.ts'
export type { ScriptedServer } from './http/scripted-server.ts'
export type { Actor } from './interleave/actor.ts'
export type { KafkaFixture } from './kafka/kafka-fixture.ts'
export type { NginxFixture } from './nginx/nginx-fixture.ts'
export type { Plan, PlanNode } from './postgres/plan.ts'
export type { PostgresFixture } from './postgres/postgres-fixture.ts'
export type { RedisFixture } from './redis/redis-fixture.ts'
export type { ReplicaFixture } from './replica/replica-fixture.ts'
export type { StandbyFixture } from './replica/standby-fixture.ts'

/** What a demo works with: the fixtures of a kata's test. A server that `services` does not name is refused. */
export interface DemoContext {
  readonly postgres: PostgresFixture
  /** With as many standbys as `services` says. */
  readonly replica: ReplicaFixture
  readonly redis: RedisFixture
  readonly kafka: KafkaFixture
  readonly nginx: NginxFixture
  /** Needs no entry in `services`. */
  readonly http: HttpFixture
  readonly clock: TestClock
  readonly interleave: <Name extends string>(options: InterleaveOptions<Name>) => Promise<Exploration>
  readonly holdRow: <T>(options: HoldRowOptions<T>) => Promise<T>
  readonly wire: Wire
  readonly crashPoints: <Seen extends Readonly<Record<string, number>>>(
    options: CrashPointsOptions<Seen>,
  ) => Promise<CrashReport>
  readonly gate: (parties: number) => Gate
  readonly load: (options: LoadOptions) => Promise<LoadResult>
  /** Resolves when nothing moves by itself any more. */
  readonly settled: () => Promise<void>
  /** Aborted when the reader stops the demo. */
  readonly signal: AbortSignal
}

/** What a demo measured: a table to print, and the numbers that the claims are about. */
export interface DemoTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  readonly measured: Readonly<Record<string, number>>
}

/** What the lesson says about the table. It must hold on every machine, so it is about proportions, not digits. */
export interface Claim {
  readonly sentence: string
  readonly holds: (measured: Readonly<Record<string, number>>) => boolean
}

export interface DemoDefinition {
  readonly title: string
  readonly services: ServiceNeeds
  readonly run: (context: DemoContext) => Promise<DemoTable>
  readonly claims: readonly Claim[]
}

/**
 * Describes the demo of a lesson, as the default export of `lessons/<chapter>/demos/<lesson>.ts`.
 *
 * @example
 * export default demo({
 *   title: 'One hundred reads of one key',
 *   services: { redis: 1 },
 *   run: async ({ redis }) => {
 *     const client = redis.connect()
 *     for (let read = 0; read < 100; read += 1) await client.get('key')
 *     const commands = redis.commands().length
 *     return { columns: ['reads', 'commands'], rows: [[100, commands]], measured: { commands } }
 *   },
 *   claims: [{ sentence: 'Each read is one command', holds: ({ commands }) => commands === 100 }],
 * })
 */
export function demo(definition: DemoDefinition): DemoDefinition {
  return definition
}
