import { CourseError } from '../../errors.ts'
import { turns } from '../clock.ts'
import { hasOutsideWork } from '../origin/async-watch.ts'
import type { ActorRun } from './actor-run.ts'
import type { Board } from './board.ts'
import { findCycle, type Lane } from './lane.ts'
import type { OtherTraffic } from './other-traffic.ts'
import type { WaitWatch } from './wait-watch.ts'

interface SettlingOptions {
  readonly board: Board
  /** Absent when the calls are the test's own. */
  readonly actors?: readonly ActorRun[]
  /** Whether somebody who is not on the board may hold others up for as long as he likes. */
  readonly hasOutsiders?: boolean
  readonly waitWatch: WaitWatch
  /** What moves beside the lanes, if anything. */
  readonly others?: OtherTraffic | undefined
  /** How long nothing at all may happen while something should, before the order counts as undecidable. */
  readonly patienceMs: number
  /** Told of each lane that is held up while nothing moves. A deadlock moves until Postgres has ended it. */
  readonly heldUp?: (lane: Lane) => void
}

/** Turns of the event loop in which code that has all its answers must have acted on them. */
const quietTurns = 8
/** The same where every call plainly waits for the one thing that it has asked for. */
const fewQuietTurns = 2
/** Postgres looks for a deadlock once, this long after a wait began (the explorer sets it so), and then never again. */
const deadlockCheckMs = 3
const longestPollMs = 8

/**
 * Waits until nothing more happens by itself: every actor is parked at a server's door, held up inside the
 * server by another, asleep, done, or waits in the process for one that is. Never by guessing from time: bytes on
 * their way, work of the server, timers, files and HTTP are all looked at.
 */
export class Settling {
  readonly #options: SettlingOptions
  /** The value of `board.answers` for which it is known who is blocked. */
  #checkedAnswers = -1
  #pollMs = 1

  constructor(options: SettlingOptions) {
    this.#options = options
  }

  async settle(): Promise<void> {
    const { board } = this.#options
    let quiet = 0
    let lastActiveAt = performance.now()
    let seen = this.#activity
    this.#pollMs = 1
    while (quiet < (this.#isPlain() ? fewQuietTurns : quietTurns)) {
      await turns(1)
      const isActive = this.#activity !== seen
      seen = this.#activity
      if (isActive) lastActiveAt = performance.now()
      const reason = this.#reasonToWait()
      quiet = isActive || reason ? 0 : quiet + 1
      if (reason && !isActive) {
        this.#assertPatience(lastActiveAt, reason)
        await this.#wait()
      }
    }
    for (const lane of board.lanes) if (lane.connection.isInFlight) this.#options.heldUp?.(lane)
  }

  get #activity(): number {
    const { board, others } = this.#options
    return board.activity + (others?.activity ?? 0)
  }

  #reasonToWait(): string | undefined {
    const { board, others } = this.#options
    for (const lane of board.lanes) {
      if (lane.connection.isOpening) return `${lane.actor} is connecting`
      if (lane.connection.isDrained === false) return `${lane.actor} has not read its answer`
      if (lane.connection.isInFlight && !this.#isHeldUp(lane)) return `the server has not answered ${lane.actor}`
    }
    if (findCycle(board.lanes)) return 'Postgres has not ended a deadlock'
    return others?.findReasonToWait() ?? this.#outsideWork()
  }

  #outsideWork(): string | undefined {
    const { actors } = this.#options
    const what = 'waits for a timer, a file or the network'
    if (!actors) return hasOutsideWork() ? `something ${what}` : undefined
    const busy = actors.find((actor) => !actor.isDone && hasOutsideWork(actor.owner))
    return busy && `${busy.name} ${what}`
  }

  /** Whether each call that has not ended has one connection, and waits on it. */
  #isPlain(): boolean {
    const { actors, board } = this.#options
    if (!actors) return false
    return actors.every((actor) => {
      if (actor.isDone) return true
      const [lane, ...others] = board.lanes.filter(({ actor: owner }) => owner === actor.name)
      return others.length === 0 && lane !== undefined && (lane.parked !== undefined || lane.connection.isInFlight)
    })
  }

  /** Nothing comes of it before somebody else has moved. */
  #isHeldUp(lane: Lane): boolean {
    const { serverSidePort } = lane.connection
    const isHeldByTest = serverSidePort !== undefined && this.#options.others?.isHolding?.(serverSidePort) === true
    return isHeldByTest || this.#isKnownBlocked(lane)
  }

  #isKnownBlocked(lane: Lane): boolean {
    return lane.blockedBy !== undefined && this.#checkedAnswers === this.#options.board.answers
  }

  async #wait(): Promise<void> {
    const { board } = this.#options
    const inFlight = board.lanes.filter((lane) => lane.connection.isInFlight)
    // Who was blocked before is asked about at once: whatever let it go has already happened.
    const isRecheck = this.#checkedAnswers !== board.answers && inFlight.every((lane) => lane.blockedBy !== undefined)
    if (!isRecheck || inFlight.length === 0) await board.changed(this.#pollMs)
    if (inFlight.length === 0) return
    this.#pollMs = Math.min(longestPollMs, this.#pollMs * 2)
    await this.#check()
  }

  /** Asks the servers which lanes are blocked. The answer holds until some unit or connection ends. */
  async #check(): Promise<void> {
    const { board, waitWatch } = this.#options
    const answers = board.answers
    const inFlight = board.lanes.filter((lane) => lane.connection.isInFlight)
    const isFirst = inFlight.filter((lane) => lane.blockedBy === undefined)
    const notePostgres = await this.#askPostgres(inFlight, waitWatch)
    const noteRedis = await this.#askRedis(inFlight, waitWatch)
    // What was answered meanwhile is blocked no more. Noted all the same, it would look like a deadlock for ever.
    if (answers !== board.answers) return
    notePostgres()
    noteRedis()
    this.#checkedAnswers = answers
    const blocked = inFlight.filter((lane) => lane.blockedBy !== undefined)
    const youngestMs = Math.min(
      ...blocked.filter((lane) => isFirst.includes(lane)).map((lane) => performance.now() - lane.letInAt),
    )
    if (youngestMs < deadlockCheckMs) await board.changed(deadlockCheckMs - youngestMs)
  }

  async #askPostgres(inFlight: readonly Lane[], waitWatch: WaitWatch): Promise<() => void> {
    const lanes = inFlight.filter((lane) => lane.connection.backendPid !== undefined)
    const servers = Map.groupBy(lanes, (lane) => lane.connection.server)
    const notes = await Promise.all([...servers].map(([server, lanes]) => this.#askServer(server, lanes, waitWatch)))
    return () => {
      for (const note of notes) note()
    }
  }

  /** Process ids mean something on their own server only. */
  async #askServer(server: string, lanes: readonly Lane[], waitWatch: WaitWatch): Promise<() => void> {
    const ofServer = this.#options.board.lanes.filter((lane) => lane.connection.server === server)
    const byPid = new Map(ofServer.map((lane) => [lane.connection.backendPid, lane]))
    const blockers = await waitWatch.postgresBlockers(
      server,
      lanes.map((lane) => lane.connection.backendPid ?? 0),
    )
    return () => {
      for (const lane of lanes) {
        const pids = blockers.get(lane.connection.backendPid ?? 0) ?? []
        const holders = pids.flatMap((pid) => byPid.get(pid) ?? [])
        const isHeldByOutsider = pids.length > 0 && this.#options.hasOutsiders === true
        lane.blockedBy = holders.length > 0 || isHeldByOutsider ? holders : undefined
      }
    }
  }

  async #askRedis(inFlight: readonly Lane[], waitWatch: WaitWatch): Promise<() => void> {
    const lanes = inFlight.filter((lane) => lane.connection.service === 'redis')
    if (lanes.length === 0) return () => {}
    const count = await waitWatch.redisBlockedCount()
    return () => {
      for (const lane of lanes) lane.blockedBy = count >= lanes.length ? [] : undefined
    }
  }

  #assertPatience(lastActiveAt: number, reason: string): void {
    const quietMs = performance.now() - lastActiveAt
    if (quietMs < this.#options.patienceMs) return
    throw new CourseError('ORDER_UNDECIDED', {
      message: `Nothing happened for ${Math.round(quietMs / 1000)} s: ${reason}.`,
    })
  }
}
