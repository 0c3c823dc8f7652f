import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Kata } from '../../course/kata.ts'
import { CourseError } from '../../errors.ts'
import { findServers, type UsedServer } from '../../runs/find-servers.ts'
import { runKata } from '../../runs/run-kata.ts'
import { capstoneAt } from '../../runs/run-target.ts'
import { findLeftovers, type ServerInventory, takeInventory } from '../../runs/server-inventory.ts'
import { stageVariant } from '../../runs/stage-variant.ts'
import type { RanVariant, RunOptions, VariantRunner } from '../gate/gate-context.ts'
import { countServices } from './count-services.ts'
import { HostPool } from './host-pool.ts'
import { limitSecondsOf } from './limit-seconds.ts'
import type { Variant } from './variant.ts'

interface RunnerOptions {
  /** The processors are kept busy on purpose, so that runs are given more time. */
  readonly isStressed: boolean
  readonly signal: AbortSignal
  /** Tells what is waited for while servers start, a short sentence without an end stop, each once. */
  readonly onService?: (text: string) => void
}

/** Two runs at once keep two processors busy; more would make runs wait for each other instead of for a server. */
const mostHosts = 2

const stressedPatience = 3

/** Runs staged copies of variants in warm hosts, against the same servers. */
export class KataVariantRunner implements VariantRunner, AsyncDisposable {
  readonly #hosts = new HostPool(Math.min(mostHosts, availableParallelism()))
  /** A drill takes the whole machine. */
  readonly #hostOfDrills = new HostPool(1)
  readonly #options: RunnerOptions
  /** What the servers held before the first run of a kata, by its slug. */
  readonly #before = new Map<string, ServerInventory>()

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  async begin(kata: Kata): Promise<void> {
    if (Object.keys(kata.services).length === 0) return
    try {
      const told = new Set<string>()
      const inventory = await takeInventory(kata.services, ({ text }) => {
        if (!told.has(text)) this.#options.onService?.(text)
        told.add(text)
      })
      this.#before.set(kata.slug, inventory)
    } catch (error) {
      // The runs say the same about this machine, each as an undecided verdict.
      if (!(error instanceof CourseError)) throw error
    }
  }

  async run(kata: Kata, variant: Variant, { seed }: RunOptions): Promise<RanVariant> {
    const { path, code = path, sheet } = variant
    const order = seed === undefined ? {} : { seed }
    const { signal } = this.#options
    const hosts = kata.kind === 'drill' ? this.#hostOfDrills : this.#hosts
    const verdict = await hosts.use(async (host) => {
      const sheetFile = sheet === undefined ? undefined : join(kata.folder, sheet)
      await using staged = await stageVariant(kata, join(kata.folder, code), sheetFile)
      const target = variant.isCapstone ? capstoneAt(staged.folder, kata) : staged
      // The gate checks the types of all variants at once.
      return await runKata(target, { ...order, ...this.#patience(kata, variant), signal, host, hasTypeCheck: false })
    })
    return { verdict, used: countServices(verdict), ...order }
  }

  async findLeftovers(kata: Kata): Promise<readonly string[]> {
    const before = this.#before.get(kata.slug)
    return before === undefined ? [] : findLeftovers(before, kata)
  }

  async findServers(kata: Kata): Promise<readonly UsedServer[]> {
    return findServers(kata)
  }

  #patience(kata: Kata, variant: Variant): { timeoutMs?: number } {
    return this.#options.isStressed ? { timeoutMs: limitSecondsOf(kata, variant) * 1000 * stressedPatience } : {}
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#hosts, this.#hostOfDrills].map((pool) => pool[Symbol.asyncDispose]()))
  }
}
