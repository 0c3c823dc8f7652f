import { CourseError } from '../../errors.ts'
import type { Blow, CrashMode } from './lived-life.ts'

/** What came of one blow. */
export interface TriedPoint {
  /** The life came to that step. */
  readonly isStruck: boolean
  /** Why it breaks the constraint; undefined when it does not. */
  readonly reason: unknown
  /** How much of what was seen. */
  readonly seen: Readonly<Record<string, number>>
}

export interface PointLimits {
  /** When this has passed without a failing point, what is left can't be decided. */
  readonly limitMs: number
  /** How long to go on counting after the first failing point. */
  readonly countingMs: number
}

export interface PointsResult<Point extends TriedPoint> {
  /** How many points were tried, by mode. */
  readonly tried: Readonly<Record<CrashMode, number>>
  readonly failing: number
  /** At how many points each thing was seen. */
  readonly seen: Readonly<Record<string, number>>
  readonly firstFailing?: Point
}

/** Tries every step of a life in every mode, until a life comes to its end without the blow. */
export async function tryPoints<Point extends TriedPoint>(
  modes: readonly CrashMode[],
  play: (blow: Blow) => Promise<Point>,
  limits: PointLimits,
): Promise<PointsResult<Point>> {
  const tally = new Tally<Point>(limits)
  for (const mode of modes) {
    for (let nth = 1; !tally.isSpent(); nth += 1) {
      const point = await play({ mode, nth })
      tally.count(mode, point)
      if (!point.isStruck) break
    }
  }
  return tally.result
}

class Tally<Point extends TriedPoint> {
  readonly #limits: PointLimits
  readonly #startedAt = performance.now()
  readonly #tried: Record<CrashMode, number> = { before: 0, after: 0, 'reply lost': 0 }
  readonly #seen: Record<string, number> = {}
  #failing = 0
  #firstFailing: Point | undefined
  #failedAt: number | undefined

  constructor(limits: PointLimits) {
    this.#limits = limits
  }

  count(mode: CrashMode, point: Point): void {
    if (point.isStruck) {
      this.#tried[mode] += 1
      for (const [name, count] of Object.entries(point.seen))
        this.#seen[name] = (this.#seen[name] ?? 0) + (count > 0 ? 1 : 0)
    }
    if (point.reason === undefined) return
    if (point.isStruck) this.#failing += 1
    this.#firstFailing ??= point
    this.#failedAt ??= performance.now()
  }

  isSpent(): boolean {
    const { limitMs, countingMs } = this.#limits
    if (this.#failedAt !== undefined) return performance.now() - this.#failedAt > countingMs
    if (performance.now() - this.#startedAt <= limitMs) return false
    throw new CourseError('CRASH_POINT_UNDECIDED', {
      message: `The crash points could not all be tried within ${Math.round(limitMs / 1000)} s. None of those tried failed.`,
      hint: 'Fewer requests to servers make fewer points. On a busy machine, run again when it is idle.',
    })
  }

  get result(): PointsResult<Point> {
    const counts = { tried: this.#tried, failing: this.#failing, seen: this.#seen }
    return this.#firstFailing ? { ...counts, firstFailing: this.#firstFailing } : counts
  }
}
