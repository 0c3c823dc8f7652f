import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { CourseError } from '../../errors.ts'
import { importTypeScript } from '../../kit/import-type-script.ts'
import { pollUntil } from '../../services/poll-until.ts'
import type { DrillDefinition, Findings, Playbook } from '../drill-definition.ts'
import type { DrillPhase, DrillStatus } from '../drill-status.ts'
import { openActions } from './act.ts'
import { ControlServer } from './control-server.ts'
import type { HostMessage, HostOptions } from './host-options.ts'
import { Stage } from './stage.ts'
import { Timeline } from './timeline.ts'
import { watchFacts } from './watch-facts.ts'
import { watchFolder } from './watch-folder.ts'

interface Line {
  readonly over: AbortController
  readonly send: (message: HostMessage) => void
}

/** Long enough to see what is normal. */
const soundMs = {
  // The variable is for tests, which need not look at it.
  person: Number(process.env['KATA_DRILL_SOUND_MS']) || 15_000,
  gate: 1_500,
}
const soundWithinMs = 10_000
const struckWithinMs = 20_000
const beatMs = 500
const shownEvents = 40

/** One drill from its first server to its last, with a control server beside it. */
export class DrillHost {
  readonly #options: HostOptions
  readonly #line: Line
  readonly #timeline: Timeline
  readonly #stage: Stage
  readonly #startedAt = Date.now()
  #phase: DrillPhase = 'starting'
  #readGauges: () => DrillStatus['gauges'] = () => []
  #examine: (() => Promise<Findings>) | undefined
  #examining: Promise<Findings> | undefined

  constructor(options: HostOptions, line: Line) {
    this.#options = options
    this.#line = line
    this.#timeline = new Timeline(options.timelineFile)
    this.#stage = new Stage({
      ...{ folder: options.folder, temporaryFolder: options.temporaryFolder, signal: line.over.signal },
      tell: (text) => this.#timeline.add({ by: 'system', kind: 'told', text }),
    })
  }

  /** The exit code. */
  async run(): Promise<number> {
    const token = randomUUID()
    await using control = await ControlServer.start(token, {
      status: async () => this.#status(),
      examine: () => this.#examineOnce(),
      note: async ({ text, kind }) => void this.#timeline.add({ by: 'you', kind, text }),
      restart: async ({ program }) => void (await this.#restart(program)),
      stop: async () => void this.#line.over.abort(),
    })
    this.#line.send({ type: 'address', port: control.port, token })
    try {
      await this.#play()
      return 0
    } catch (error) {
      if (this.#line.over.signal.aborted) return 0
      this.#line.send({ type: 'failed', ...describe(error) })
      return 1
    } finally {
      this.#phase = 'ending'
      this.#line.over.abort()
      await this.#stage[Symbol.asyncDispose]().catch(() => undefined)
      await rm(this.#options.temporaryFolder, { recursive: true, force: true }).catch(() => undefined)
    }
  }

  async #play(): Promise<void> {
    const { signal } = this.#line.over
    const { definitionFile, playbookFile } = this.#options
    const { default: definition } = await importTypeScript<{ default: DrillDefinition<unknown> }>(
      pathToFileURL(definitionFile).href,
    )
    const system = await untilAborted(definition.start(this.#stage), signal)
    this.#readGauges = () => definition.gauges(system)
    this.#examine = () => definition.examine(system, this.#stage)
    this.#phase = 'sound'
    this.#beat()
    if (playbookFile === undefined) await watchFolder(this.#stage, { change: (text) => this.#noteChange(text), signal })
    await delay(playbookFile === undefined ? soundMs.person : soundMs.gate, undefined, { signal })
    await pollUntil(async () => signal.aborted || this.#isSound(), { withinMs: soundWithinMs, everyMs: 100 })
    await untilAborted(definition.strike(system, this.#stage), signal)
    this.#phase = 'struck'
    this.#timeline.add({ by: 'system', kind: 'fault', text: 'The fault has arrived.' })
    if (playbookFile === undefined) this.#watchPerson(definition, system)
    else await this.#followPlaybook(definition, system, playbookFile)
    this.#line.send({ type: 'ready' })
    await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
  }

  #watchPerson(definition: DrillDefinition<unknown>, system: unknown): void {
    const { signal } = this.#line.over
    const { facts } = definition
    if (facts)
      void watchFacts(
        () => facts(system),
        (text) => this.#noteChange(text),
        signal,
      )
  }

  #noteChange(text: string): void {
    this.#timeline.add({ by: 'you', kind: 'change', text })
  }

  async #followPlaybook(definition: DrillDefinition<unknown>, system: unknown, file: string): Promise<void> {
    const { signal } = this.#line.over
    const isStruck = await pollUntil(async () => signal.aborted || (await definition.hasStruck(system)), {
      withinMs: struckWithinMs,
      everyMs: 100,
    })
    if (!isStruck) {
      const gauges = this.#readGauges().map(({ label, value }) => `${label}: ${value}`)
      throw new CourseError('DRILL_FAILED', {
        message: `No symptom within ${struckWithinMs / 1000} s after the fault. ${gauges.join('; ')}.`,
      })
    }
    const { default: playbook } = await importTypeScript<{ default: Playbook }>(pathToFileURL(file).href)
    await using actions = await openActions(this.#stage)
    await untilAborted(playbook(actions), signal)
  }

  #isSound(): boolean {
    return this.#readGauges().every(({ state }) => state !== 'bad')
  }

  #beat(): void {
    const timer = setInterval(() => {
      // A check restarts everything; what shows meanwhile is its doing.
      if (this.#examining === undefined)
        this.#timeline.observe(this.#readGauges(), { isTold: this.#phase === 'struck' })
    }, beatMs)
    this.#stage.onEnd(() => clearInterval(timer))
  }

  /** Whoever asks while it is measured gets the same findings. */
  #examineOnce(): Promise<Findings> {
    if (!this.#examine) throw new CourseError('DRILL_NOT_RUNNING', { message: 'The system is still starting.' })
    if (this.#examining === undefined) this.#timeline.add({ by: 'you', kind: 'check', text: 'The state is checked.' })
    this.#examining ??= this.#examine().finally(() => {
      this.#examining = undefined
    })
    return this.#examining
  }

  async #restart(name: string): Promise<void> {
    const program = this.#stage.findProgram(name)
    if (!program) {
      const known = this.#stage.programs.map((each) => each.name).join(', ')
      throw new CourseError('WRONG_USAGE', { message: `There is no program "${name}"; there are ${known}.` })
    }
    this.#timeline.add({ by: 'you', kind: 'restart', text: `${name} is restarted.` })
    await program.restart()
  }

  #status(): DrillStatus {
    const { programs, leases, machineList } = this.#stage
    return {
      drill: this.#options.drill,
      phase: this.#examining !== undefined ? 'checked' : this.#phase,
      startedAt: this.#startedAt,
      gauges: this.#readGauges(),
      programs: programs.map(({ name, isRunning, logFile }) => ({ name, isRunning, logFile })),
      events: this.#timeline.events.slice(-shownEvents),
      machines: machineList.map(({ name, containerId }) => ({ name, containerId })),
      leases,
    }
  }
}

/** What a definition or a playbook does can't be stopped; nobody waits for it any longer. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([work, aborted])
}

function describe(error: unknown): { code: string; message: string; hint: string } {
  if (error instanceof CourseError) return { code: error.code, message: error.message, hint: error.hint }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'INTERNAL', message, hint: '' }
}
