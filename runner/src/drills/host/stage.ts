import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { LeaseBase, NginxLease, PostgresLease, RedisLease, ReplicaLease } from '../../services/lease.ts'
import type { DrillStage, Program, ProgramOptions, SteadyLoad, SteadyLoadOptions } from '../drill-definition.ts'
import type { DrillStatus } from '../drill-status.ts'
import type { Machine } from '../machines/machine.ts'
import type { MachineSpec } from '../machines/start-machines.ts'
import { ChildProgram } from './child-program.ts'
import type { DrillBroker } from './open-broker.ts'
import { BoundedLoad } from './steady-load.ts'

interface Setting {
  /** The files that the person edits. */
  readonly folder: string
  /** For logs; removed with the drill. */
  readonly temporaryFolder: string
  readonly signal: AbortSignal
  readonly tell: (text: string) => void
}

type LeaseEntry = DrillStatus['leases'][number]

/** What the host lends a drill's definition, and ends with it. */
export class Stage implements DrillStage, AsyncDisposable {
  readonly folder: string
  readonly signal: AbortSignal
  readonly tell: (text: string) => void
  readonly programs: ChildProgram[] = []
  readonly leases: LeaseEntry[] = []
  readonly machineList: Machine[] = []
  readonly saveActions: { readonly files: readonly string[]; readonly action: (file: string) => Promise<void> }[] = []
  readonly #temporaryFolder: string
  readonly #stack = new AsyncDisposableStack()

  constructor({ folder, temporaryFolder, signal, tell }: Setting) {
    this.folder = folder
    this.#temporaryFolder = temporaryFolder
    this.signal = signal
    this.tell = tell
    mkdirSync(temporaryFolder, { recursive: true })
  }

  async postgres(): Promise<PostgresLease> {
    const { leasePostgres } = await import('../../services/lease-postgres.ts')
    return this.#hold('postgres', leasePostgres())
  }

  async replica(standbys: number): Promise<ReplicaLease> {
    const { leaseReplica } = await import('../../services/lease-replica.ts')
    return this.#hold('postgres-replica', leaseReplica({ standbys }))
  }

  async redis(): Promise<RedisLease> {
    const { leaseRedis } = await import('../../services/lease-redis.ts')
    return this.#hold('redis', leaseRedis())
  }

  async kafka(): Promise<DrillBroker> {
    const { openBroker } = await import('./open-broker.ts')
    return this.#hold('kafka', openBroker())
  }

  async nginx(): Promise<NginxLease> {
    const { leaseNginx } = await import('../../services/lease-nginx.ts')
    return this.#hold('nginx', leaseNginx())
  }

  async machines(specs: readonly MachineSpec[]): Promise<readonly Machine[]> {
    const { startMachines } = await import('../machines/start-machines.ts')
    this.signal.throwIfAborted()
    const starting = startMachines(specs)
    // Told to the stack before they are there, as the drill may end meanwhile.
    this.#stack.defer(async () => {
      const machines = await starting.catch(() => undefined)
      await machines?.[Symbol.asyncDispose]()
    })
    const { all } = await starting
    this.machineList.push(...all.filter((_, index) => specs[index]?.isForTrials !== true))
    return all
  }

  async program(options: ProgramOptions): Promise<Program> {
    const logFile = join(this.#temporaryFolder, `${options.name}.log`)
    const program = this.#stack.use(new ChildProgram(options, { folder: this.folder, logFile }))
    this.programs.push(program)
    await program.restart()
    return program
  }

  load(options: SteadyLoadOptions): SteadyLoad {
    const load = new BoundedLoad(options)
    this.#stack.defer(() => void load.pause())
    return load
  }

  onEnd(end: () => Promise<unknown> | unknown): void {
    this.#stack.defer(async () => void (await end()))
  }

  onSave(files: readonly string[], action: (file: string) => Promise<void>): void {
    this.saveActions.push({ files, action })
  }

  /** Starts again whatever belongs to a file that was saved; names what that was. */
  async reload(file: string): Promise<string[]> {
    const actions = this.saveActions.filter(({ files }) => files.includes(file))
    const programs = this.programs.filter(({ files, isRunning }) => files.includes(file) && isRunning)
    await Promise.all(actions.map(({ action }) => action(file)))
    await Promise.all(programs.map((program) => program.restart()))
    return programs.map(({ name }) => name)
  }

  findProgram(name: string): ChildProgram | undefined {
    return this.programs.find((program) => program.name === name)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync()
  }

  async #hold<Lease extends LeaseBase>(service: string, leasing: Promise<Lease>): Promise<Lease> {
    const lease = this.#stack.use(await leasing)
    this.leases.push({ service, url: lease.url, leaseId: lease.leaseId })
    return lease
  }
}
