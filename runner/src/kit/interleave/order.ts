import { CourseError } from '../../errors.ts'
import { TestClock } from '../clock.ts'
import type { Pace } from '../replay/pace.ts'
import type { ActorTime } from './actor.ts'
import { type ActorResult, ActorRun } from './actor-run.ts'
import { Board } from './board.ts'
import type { Lane } from './lane.ts'
import type { OtherTraffic } from './other-traffic.ts'
import type { Decision, Schedule } from './schedule.ts'
import { Settling } from './settling.ts'
import { TraceRecorder, type TraceStep } from './trace.ts'
import type { WaitWatch } from './wait-watch.ts'

export interface OrderSetting {
  readonly actorNames: readonly string[]
  /** Calls the learner's function; resolves when its promise does. */
  readonly call: (run: ActorRun, time: ActorTime) => Promise<unknown>
  readonly waitWatch: WaitWatch
  readonly others: OtherTraffic | undefined
  readonly patienceMs: number
  /** How long actors that wait for each other without end are left to time limits inside the server. */
  readonly stuckMs: number
  /** Absent when nobody looks on. */
  readonly pace?: Pace | undefined
}

/** One order, played to its end. */
export interface PlayedOrder {
  readonly decisions: readonly Decision[]
  readonly results: Readonly<Record<string, ActorResult>>
  readonly steps: readonly TraceStep[]
  /** Why it could not go on, when an actor waits for a lock that nobody will ever let go. */
  readonly stuck?: string
}

/** A call that asks more often than this waits for something that does not come. */
const mostUnits = 1_000

/** Plays one order: the choices of `prefix`, then always on with the same actor while it can go on. */
export class Order {
  readonly board: Board
  readonly #setting: OrderSetting
  readonly #actors: readonly ActorRun[]
  readonly #clock = new TestClock()
  readonly #trace = new TraceRecorder()
  readonly #settling: Settling
  readonly #decisions: Decision[] = []

  constructor(setting: OrderSetting) {
    this.#setting = setting
    const trace = this.#trace
    this.board = new Board({
      letIn: (lane, unit) => trace.add({ kind: 'unit', actor: lane.actor, unit, waitedFor: [], isAnswered: false }),
      answered: (_lane, unit) => trace.answer(unit),
    })
    this.#actors = setting.actorNames.map((name) => new ActorRun(name, () => this.board.touch()))
    this.#settling = new Settling({
      board: this.board,
      actors: this.#actors,
      waitWatch: setting.waitWatch,
      others: setting.others,
      patienceMs: setting.patienceMs,
      heldUp: (lane) => this.#noteHeldUp(lane),
    })
  }

  async play(prefix: Schedule): Promise<PlayedOrder> {
    try {
      return await this.#play(prefix)
    } finally {
      this.#setting.pace?.end(this.#decisions.length, this.#trace.steps)
    }
  }

  async #play(prefix: Schedule): Promise<PlayedOrder> {
    for (const actor of this.#actors) this.#start(actor)
    for (;;) {
      await this.#settling.settle()
      if (this.#decisions.length >= mostUnits) return { ...this.#played(), stuck: this.#explainEndless() }
      const lane = this.#choose(prefix)
      if (lane) await this.#letIn(lane)
      else if (this.#clock.wakeNext()) this.board.touch()
      else if (this.#isOver()) return this.#played()
      else if (await this.#staysStuck()) return { ...this.#played(), stuck: this.#explainStuck() }
    }
  }

  async #letIn(lane: Lane): Promise<void> {
    const { pace } = this.#setting
    const before = this.#decisions.length - 1
    if (pace && lane.parked) await pace.stand({ actor: lane.actor, unit: lane.parked.unit }, before, this.#trace.steps)
    lane.parked?.letIn()
  }

  #start(actor: ActorRun): void {
    const clock = actor.watch(this.#clock, (durationMs) => this.#trace.addSleep(actor.name, durationMs))
    actor.start(() => this.#setting.call(actor, { clock, jump: (ms) => this.#jump(ms) }))
  }

  #jump(ms: number): void {
    this.#clock.jump(ms)
    this.board.touch()
  }

  #choose(prefix: Schedule): Lane | undefined {
    const parked = this.#parkedLanes()
    if (parked.length === 0) return undefined
    const enabled = parked.map((lane) => lane.id)
    const wanted = prefix[this.#decisions.length]
    const previous = this.#decisions.at(-1)?.chosen
    const kept = previous !== undefined && enabled.includes(previous) ? previous : enabled[0]
    const chosen = wanted ?? kept ?? ''
    const lane = parked.find((candidate) => candidate.id === chosen)
    if (!lane) throw this.#divergence(chosen, enabled)
    this.#decisions.push({ enabled, chosen })
    return lane
  }

  /** By actor, then by when the connection was opened. */
  #parkedLanes(): Lane[] {
    const lanes = this.board.lanes.filter((lane) => lane.parked)
    return this.#setting.actorNames.flatMap((name) => lanes.filter((lane) => lane.actor === name))
  }

  #isOver(): boolean {
    return this.#actors.every((actor) => actor.isDone) && !this.board.lanes.some((lane) => lane.connection.isInFlight)
  }

  /** Time limits inside the server (`lock_timeout`) may still end the waiting. */
  async #staysStuck(): Promise<boolean> {
    const { activity } = this.board
    const blocked = this.board.lanes.filter((lane) => lane.blockedBy !== undefined)
    if (blocked.length === 0) throw this.#undecided()
    const endAt = performance.now() + this.#setting.stuckMs
    while (this.board.activity === activity && performance.now() < endAt) await this.board.changed(50)
    return this.board.activity === activity
  }

  #explainStuck(): string {
    const lines = this.board.lanes.flatMap((lane) => {
      const holder = lane.blockedBy?.[0]
      if (!holder) return lane.blockedBy ? [`${lane.actor} waits in a blocking command that nobody will answer`] : []
      const holding = this.#actors.find((actor) => actor.name === holder.actor)
      const reason = holding?.isDone
        ? `${holder.actor} has ended and still holds`
        : `${holder.actor} holds and will not let go`
      return [`${lane.actor} waits for ever: it needs a lock that ${reason}`]
    })
    return lines.join('; ')
  }

  #explainEndless(): string {
    return `${this.#unfinished()} had not ended after ${mostUnits} requests to the servers`
  }

  #unfinished(): string {
    const names = this.#actors.filter((actor) => !actor.isDone).map((actor) => actor.name)
    return names.join(' and ')
  }

  #undecided(): CourseError {
    return new CourseError('ORDER_UNDECIDED', {
      message: `${this.#unfinished()} neither asks a server nor sleeps on the given clock nor ends, and nobody else can go on.`,
    })
  }

  #noteHeldUp(lane: Lane): void {
    const unit = lane.connection.currentUnit
    const names = new Set(lane.blockedBy?.map((holder) => holder.actor))
    if (unit && names.size > 0) this.#trace.holdUp(unit, [...names])
  }

  #divergence(wanted: string, enabled: readonly string[]): CourseError {
    const nth = this.#decisions.length + 1
    const who = wanted.split(':')[0] ?? wanted
    return new CourseError('ORDER_DIVERGED', {
      message: `The order could not be repeated: at step ${nth} ${who} should have been next, but ${this.#explainAbsence(who, wanted)}. Only ${enabled.join(', ')} could go on.`,
    })
  }

  /** Why an actor, or one of its connections, is not at a server's door. */
  #explainAbsence(name: string, laneId: string): string {
    const actor = this.#actors.find((candidate) => candidate.name === name)
    if (!actor) return 'there is nobody of that name'
    if (actor.isDone) return 'it had ended'
    if (actor.isSleeping) return 'it slept'
    const lane = this.board.lanes.find(({ id }) => id === laneId)
    const holders = lane?.blockedBy?.map((holder) => holder.actor) ?? []
    if (holders.length > 0) return `it waited for ${holders.join(' and ')}`
    return lane ? 'it had not asked for anything more' : `it had not opened the connection ${laneId}`
  }

  #played(): PlayedOrder {
    const results: Record<string, ActorResult> = {}
    for (const actor of this.#actors) if (actor.result) results[actor.name] = actor.result
    return { decisions: this.#decisions, results, steps: this.#trace.steps }
  }
}
