import { CourseError } from '../../errors.ts'
import { TestClock } from '../clock.ts'
import { ActorRun } from '../interleave/actor-run.ts'
import { Board } from '../interleave/board.ts'
import { clearBoard } from '../interleave/clear-board.ts'
import { Door } from '../interleave/door.ts'
import { ExplorerTraffic } from '../interleave/explorer-traffic.ts'
import type { Lane } from '../interleave/lane.ts'
import { createWaitWatch } from '../interleave/server-wait-watch.ts'
import { Settling } from '../interleave/settling.ts'
import type { WireUnit } from '../wire/unit.ts'
import { Departure } from './departure.ts'
import type { Life, Severable, StepSource } from './life.ts'
import { LifeTraffic } from './life-traffic.ts'
import { type CrashMode, type LifeEnd, type LifeSetting, type LivedLife, nameOfLife } from './lived-life.ts'
import { takeStep } from './step-connection.ts'

/** A life that asks more often than this waits for something that does not come. */
const mostSteps = 1_000

const fates: Readonly<Record<CrashMode, string>> = {
  before: 'and dies before the server has it',
  after: 'and dies when the server has done it, before it hears of it',
  'reply lost': 'and the reply is lost',
}

/** Plays one life on the servers of the test, from the start of its process to its end or its death. */
export class LifeRun {
  readonly #name: string
  readonly #setting: LifeSetting
  readonly #door: Door
  readonly #traffic: ExplorerTraffic
  readonly #departure: Departure
  readonly #board: Board
  readonly #actor: ActorRun
  readonly #clock: TestClock
  readonly #settling: Settling
  readonly #sources: (Severable | StepSource)[] = []
  #steps = 0
  #namedSteps = 0
  #last: Lane | undefined
  #struck: WireUnit | undefined
  #death: Promise<void> | undefined
  #stuck: string | undefined

  private constructor(setting: LifeSetting, door: Door, traffic: ExplorerTraffic, departure: Departure) {
    this.#name = nameOfLife(setting.nth)
    this.#setting = setting
    this.#door = door
    this.#departure = departure
    this.#clock = new TestClock(setting.startMs)
    this.#board = new Board({
      letIn: (_, unit) => this.#noteLetIn(unit),
      answered: (lane, unit) => this.#noteAnswered(lane, unit),
    })
    this.#traffic = traffic
    traffic.board = this.#board
    this.#actor = new ActorRun(this.#name, () => this.#board.touch())
    this.#settling = new Settling({
      board: this.#board,
      actors: [this.#actor],
      waitWatch: createWaitWatch(setting.postgres ? [{ server: setting.postgres }] : [], setting.redis),
      others: new LifeTraffic({
        others: setting.others,
        sources: this.#sources,
        isAtAStep: () => this.#board.lanes.some((lane) => lane.parked),
      }),
      patienceMs: setting.patienceMs,
    })
  }

  static async play(setting: LifeSetting): Promise<LivedLife> {
    const { nth, postgres, redis, sessions } = setting
    const departure = await Departure.watch({ postgres, redis, sessions })
    const traffic = new ExplorerTraffic({ postgres: postgres?.recording, redis: redis?.recording })
    await using door = await Door.open({ actor: nameOfLife(nth), postgres, redis, traffic, sessions })
    return await new LifeRun(setting, door, traffic, departure).#live()
  }

  async #live(): Promise<LivedLife> {
    this.#actor.start(async () => this.#setting.run(this.#life()))
    try {
      while (await this.#goOn());
    } catch (error) {
      await this.#die()
      throw error
    }
    const leaks = this.#isDead ? [] : await clearBoard(this.#board, this.#door)
    await this.#death
    await this.#departure.completed()
    const end = (this.#isDead ? undefined : this.#actor.result) ?? { state: 'crashed' }
    this.#noteEnd(end)
    return { end, struck: this.#struck, stuck: this.#stuck, leaks, endMs: this.#clock.now() }
  }

  #life(): Life {
    const { trace } = this.#setting
    const clock = this.#actor.watch(this.#clock, (durationMs) => trace.addSleep(this.#name, durationMs))
    const jump = (ms: number): void => {
      this.#clock.jump(ms)
      this.#board.touch()
    }
    return {
      ...this.#door.enter({ clock, jump }),
      nth: this.#setting.nth,
      step: (name, work) => {
        this.#namedSteps += 1
        return takeStep(name, work, { actor: this.#name, ordinal: this.#namedSteps, traffic: this.#traffic })
      },
      attach: (source) => void this.#sources.push(source),
    }
  }

  /** Lets the next step through, or time pass. False when nothing more is to come. */
  async #goOn(): Promise<boolean> {
    await this.#settling.settle()
    if (this.#isDead) return false
    const lane = this.#next()
    if (lane) await this.#letThrough(lane)
    else if (this.#clock.wakeNext()) this.#board.touch()
    else if (this.#isOver()) return false
    else throw this.#undecided()
    return !this.#isDead
  }

  /** One connection after another: of several that wait, the one that was let through last goes on. */
  #next(): Lane | undefined {
    const parked = this.#board.lanes.filter((lane) => lane.parked)
    return parked.find((lane) => lane === this.#last) ?? parked[0]
  }

  async #letThrough(lane: Lane): Promise<void> {
    const { blow, trace } = this.#setting
    const unit = lane.parked?.unit
    if (unit) await this.#stand(unit)
    this.#steps += 1
    this.#last = lane
    if (this.#steps > mostSteps) {
      this.#stuck = `${this.#name} had not ended after ${mostSteps} requests to the servers`
      await this.#die()
    } else if (unit && this.#steps === blow?.nth) {
      this.#struck = unit
      if (blow.mode === 'before') {
        trace.add({ kind: 'died', actor: this.#name, unit, when: 'before' })
        await this.#die()
      } else {
        lane.connection.mute()
        lane.parked?.letIn()
      }
    } else lane.parked?.letIn()
  }

  async #stand(unit: WireUnit): Promise<void> {
    const { pace, blow, trace } = this.#setting
    const fate = blow && this.#steps + 1 === blow.nth ? fates[blow.mode] : undefined
    await pace?.stand({ actor: this.#name, unit, ...(fate ? { fate } : {}) }, this.#steps, trace.steps)
  }

  #noteLetIn(unit: WireUnit): void {
    this.#setting.trace.add({ kind: 'unit', actor: this.#name, unit, waitedFor: [], isAnswered: false })
  }

  #noteAnswered({ connection }: Lane, unit: WireUnit): void {
    const { trace, blow } = this.#setting
    trace.answer(unit)
    if (unit !== this.#struck) return
    if (blow?.mode === 'reply lost') {
      trace.add({ kind: 'cut', actor: this.#name, unit })
      connection.cut('ends')
    } else {
      trace.add({ kind: 'died', actor: this.#name, unit, when: 'after' })
      void this.#die()
    }
  }

  #noteEnd(end: LifeEnd): void {
    const { trace } = this.#setting
    if (end.state === 'returned') trace.add({ kind: 'returned', actor: this.#name, value: end.value })
    if (end.state === 'threw') trace.add({ kind: 'threw', actor: this.#name, error: end.error })
  }

  #die(): Promise<void> {
    this.#death ??= this.#cutOff()
    return this.#death
  }

  /** As the kernel does it: nothing of this life reaches a server any more, and nothing reaches this life. */
  async #cutOff(): Promise<void> {
    this.#traffic.board = undefined
    for (const { connection } of this.#board.lanes) connection.abandon()
    this.#door.sever()
    await Promise.all(this.#sources.map((source) => source.sever()))
  }

  get #isDead(): boolean {
    return this.#death !== undefined
  }

  #isOver(): boolean {
    return this.#actor.isDone && !this.#board.lanes.some((lane) => lane.connection.isInFlight)
  }

  #undecided(): CourseError {
    return new CourseError('CRASH_POINT_UNDECIDED', {
      message: `${this.#name} neither asks a server nor sleeps on the given clock nor ends.`,
    })
  }
}
