import type { NginxLease, PostgresLease, RedisLease, ReplicaLease } from '../services/lease.ts'
import type { Gauge } from './drill-status.ts'
import type { DrillBroker } from './host/open-broker.ts'
import type { CommandResult, Machine } from './machines/machine.ts'
import type { MachineSpec } from './machines/start-machines.ts'

/** The numbers that a drill's check measured, as plain data: they travel to the test as JSON. */
export type Findings = Readonly<Record<string, unknown>>

/**
 * A drill: a system on real servers, the fault that strikes it, and what can be measured of it afterwards. It is the
 * default export of `katas/<drill>/drill.ts`. `System` is whatever `start` gives back; the rest is handed it.
 *
 * What is judged stands in `<drill>.test.ts`, which asks for the findings by the fixture `drill`.
 *
 * @example
 * export default defineDrill({
 *   start: async (stage) => {
 *     const postgres = await stage.postgres()
 *     const shop = await stage.program({ name: 'shop', file: 'shop.ts', environment: { DATABASE_URL: postgres.url } })
 *     return { postgres, shop }
 *   },
 *   strike: async ({ postgres }) => dropTheIndex(postgres.url),
 *   hasStruck: async ({ shop }) => (await shop.ask('/health')) === undefined,
 *   gauges: () => [],
 *   examine: async ({ postgres }) => ({ rowsPerLookup: await countRows(postgres.url) }),
 * })
 */
export interface DrillDefinition<System> {
  /** Brings the system up, sound and under load. What it opens on the stage ends with the drill, the last first. */
  readonly start: (stage: DrillStage) => Promise<System>
  /** The fault arrives. When this resolves it has been done; its symptoms may take a while. */
  readonly strike: (system: System, stage: DrillStage) => Promise<void>
  /** Whether the symptoms can be seen. Asked until it says so, before a playbook of the gate begins. */
  readonly hasStruck: (system: System) => boolean | Promise<boolean>
  /** What the dashboard shows now. Called about twice a second; it should wait for nothing. */
  readonly gauges: (system: System) => readonly Gauge[]
  /**
   * What a person can change on the servers, by name, such as the indexes there are. Asked about once a second: each
   * difference goes into the timeline. May throw; then nothing is noted.
   */
  readonly facts?: (system: System) => Promise<Readonly<Record<string, string>>>
  /**
   * Measures the state of the system as it stands, with a bounded amount of work. Must leave the system as it was, apart
   * from caches, restarts, and what its users do in a day. May be called any number of times.
   */
  readonly examine: (system: System, stage: DrillStage) => Promise<Findings>
}

/** What a drill is built of. Everything that it gives ends with the drill. */
export interface DrillStage {
  /** Absolute path of the folder with the files of the running system, which the person edits. */
  readonly folder: string
  /** Aborted when the drill ends. */
  readonly signal: AbortSignal
  /** A database of the drill's own, for its superuser. `kata sh postgres` leads there. */
  postgres(): Promise<PostgresLease>
  /** A primary with so many standbys, held alone. */
  replica(standbys: number): Promise<ReplicaLease>
  /** A Redis process of the drill's own. */
  redis(): Promise<RedisLease>
  /** Topics and groups that begin with `prefix`, on the warm broker. Needs a container engine. */
  kafka(): Promise<DrillBroker>
  /** An nginx of the drill's own. */
  nginx(): Promise<NginxLease>
  /**
   * Machines that one can log in to, which see each other by name: `kata sh <machine>` leads there. They run from the image
   * of Postgres. Needs a container engine.
   */
  machines(specs: readonly MachineSpec[]): Promise<readonly Machine[]>
  /** Starts a program of the system. It is started again when one of its files is saved, or by `kata drill restart`. */
  program(options: ProgramOptions): Promise<Program>
  /** Calls at a steady rate until the drill ends or `stop` is called. */
  load(options: SteadyLoadOptions): SteadyLoad
  /** Ends with the drill, before whatever was opened earlier. */
  onEnd(end: () => Promise<unknown> | unknown): void
  /** Runs when one of these files of the folder was saved, in place of restarting programs that do not name them. */
  onSave(files: readonly string[], action: (file: string) => Promise<void>): void
  /** Enters a line into the timeline of what happened to the system. */
  tell(text: string): void
}

export interface ProgramOptions {
  /** What `kata drill restart` and `kata drill logs` call it. */
  readonly name: string
  /** Below the folder of the system: a TypeScript or JavaScript module. */
  readonly file: string
  /** Other files by which it is restarted when they are saved. */
  readonly alsoRestartedBy?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Resolves to true when the program serves; asked until then after each start. */
  readonly isReady?: () => Promise<boolean>
}

/** A process of the system. */
export interface Program {
  readonly name: string
  readonly isRunning: boolean
  /** Ends it, starts it with the files as they are now, and resolves when it serves, or after `patienceMs`. */
  restart(): Promise<void>
  /** SIGKILL. It stays down until `restart`. */
  kill(): Promise<void>
}

export interface SteadyLoadOptions {
  readonly name: string
  /** At most 200. */
  readonly ratePerSecond: number
  /** What one call does; the string it resolves to is its outcome. A rejection counts as `failed`. */
  readonly call: (nth: number) => Promise<string>
  /** Only calls with this outcome count as latencies: an error that comes at once is no quick answer. */
  readonly served?: string
}

/** A load of the drill's own, and what came of its calls of the last few seconds. */
export interface SteadyLoad {
  /** Stops sending, and resolves when no call is under way. */
  pause(): Promise<void>
  resume(): void
  readonly recent: RecentCalls
}

export interface RecentCalls {
  /** Calls that ended, a second. */
  readonly ratePerSecond: number
  /** By outcome, of the window. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Milliseconds from when the call was due; undefined when none was served in the window. */
  readonly p50Ms: number | undefined
  readonly p95Ms: number | undefined
  readonly p99Ms: number | undefined
}

/**
 * What a playbook can do to the running system: what a person can do by hand. A playbook is a file of the author's that
 * takes the person's place in the gate: `playbook.ts` does nothing, `solution/playbook.ts` and `solution/alternatives/`
 * restore the state, those in `wrong/` do not.
 */
export interface DrillActions {
  /** Of the servers of the drill, by service: `postgres`, `redis`, `kafka`, `nginx`, `postgres-replica`. */
  url(service: string): string
  /** Runs one statement on the drill's Postgres, as `kata sh postgres -- -c` does, and gives its rows. */
  sql(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Sends one command to the drill's Redis. */
  redis(command: string, ...words: readonly string[]): Promise<unknown>
  /** Runs a shell script on a machine and waits for its end, as `kata sh <machine> -- sh -c <script>` does. */
  sh(machine: string, script: string): Promise<CommandResult>
  /** Saves a file of the system; resolves when what it belongs to was started again. */
  edit(file: string, change: (text: string) => string): Promise<void>
  /** Restarts a program by its name. */
  restart(name: string): Promise<void>
}

/** The default export of a playbook. */
export type Playbook = (actions: DrillActions) => Promise<void>

/** Describes a drill, as the default export of `katas/<drill>/drill.ts`. */
export function defineDrill<System>(definition: DrillDefinition<System>): DrillDefinition<System> {
  return definition
}
