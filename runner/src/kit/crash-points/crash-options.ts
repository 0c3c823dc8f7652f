import type { TimelineStep } from '../../evidence.ts'
import type { EvidenceRecorder } from '../evidence-recorder.ts'
import type { OtherTraffic } from '../interleave/other-traffic.ts'
import type { TraceStep } from '../interleave/trace.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import type { ReplaySession } from '../replay/replay-session.ts'
import type { DescribeUnit } from '../words/render-trace.ts'
import type { Life } from './life.ts'
import type { Blow, CrashMode, LifeEnd } from './lived-life.ts'
import type { TriedPoint } from './try-points.ts'

/** Where and how the first life was struck. */
export interface CrashPoint {
  readonly mode: CrashMode
  /** The step, counted from 1. */
  readonly nth: number
  /** In words, as a sentence without its end: `The process dies before it commits`. */
  readonly text: string
}

/** One point, as `check` sees it when everything is over. */
export interface CheckedPoint<Seen> {
  /** Absent for the life that nothing happened to. */
  readonly point: CrashPoint | undefined
  /** How each life ended: the one that was struck, and the one that was started after it. */
  readonly lives: readonly LifeEnd[]
  /** What happened, in words. */
  readonly trace: readonly TimelineStep[]
  /** What `observe` returned. */
  readonly seen: Seen
}

export interface CrashPointsOptions<Seen extends Readonly<Record<string, number>> = Record<string, never>> {
  /** Puts the servers into the state in which each point begins, by the judge's own connections. */
  readonly before?: () => Promise<void>
  /** What a process of the learner's does from its start on. It must use only what its `Life` gives it. */
  readonly run: (life: Life) => Promise<unknown>
  /** What the process does that is started after the first; default `run`. */
  readonly restart?: (life: Life) => Promise<unknown>
  /** How much time passes between the two, for the clock and for keys in Redis. Default 0 ms. */
  readonly restartAfterMs?: number
  /**
   * `before`: the process dies, and the server never has the step. `after`: it dies when the server has done the step.
   * `reply lost`: the server has done it, the connection is cut, and the process lives on. Default the first two.
   */
  readonly modes?: readonly CrashMode[]
  /** Counts what there is in the end, by names that complete "points that …": `{ 'lost an order': 1 }`. */
  readonly observe?: () => Promise<Seen> | Seen
  /** Throws (`expect`) when this point breaks the constraint. Its message is what the learner reads first. */
  readonly check: (checked: CheckedPoint<Seen>) => Promise<void> | void
  /** Other words for a unit than the kit's own. */
  readonly describe?: DescribeUnit
  /** What the count of failing points is called: `crash points that charged twice`. */
  readonly failingLabel?: string
  /** How long all points may take before the run is undecided. Default 30,000 ms. */
  readonly limitMs?: number
}

/** What was tried. It is returned only when no point broke the constraint. */
export interface CrashReport {
  /** How many points, by mode. */
  readonly tried: Readonly<Record<CrashMode, number>>
  readonly failing: 0
  /** At how many of them `observe` saw something, by name. */
  readonly seen: Readonly<Record<string, number>>
}

export interface CrashSetting {
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
  readonly others: OtherTraffic | undefined
  readonly evidence: EvidenceRecorder
  /** Which of the test's explorations this is, counted from 1. */
  readonly call?: number
  /** A point that is to be played again in place of trying all, while somebody looks on. */
  readonly replay?: ReplaySession | undefined
}

/** A point that was tried, and what happened at it. */
export interface PlayedPoint extends TriedPoint {
  readonly blow: Blow
  readonly steps: readonly TraceStep[]
}
