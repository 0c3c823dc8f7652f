import { CourseError } from '../../errors.ts'
import type { CrashPointsOptions, PlayedPoint } from './crash-options.ts'
import type { Blow } from './lived-life.ts'
import { playPoint } from './play-point.ts'
import type { PointsResult } from './try-points.ts'

/** A point as it is kept with the evidence: `before 3`. */
export function renderBlow({ mode, nth }: Blow): string {
  return `${mode} ${nth}`
}

export function parseBlow(text: string): Blow {
  const [, mode, nth] = /^(before|after|reply lost) ([1-9]\d*)$/.exec(text) ?? []
  if (mode === 'before' || mode === 'after' || mode === 'reply lost') return { mode, nth: Number(nth) }
  throw new CourseError('WRONG_USAGE', { message: `"${text}" is no crash point: expected one such as "before 3".` })
}

/**
 * Plays the one point that is to be played again, as the only one.
 *
 * @throws CourseError `CRASH_POINT_UNDECIDED` when the process no longer comes to that step
 */
export async function replayPoint<Seen extends Readonly<Record<string, number>>>(
  text: string,
  options: CrashPointsOptions<Seen>,
  setting: Parameters<typeof playPoint<Seen>>[2],
): Promise<PointsResult<PlayedPoint>> {
  const blow = parseBlow(text)
  const pace = setting.replay?.pace(options.describe)
  const point = await playPoint(blow, options, { ...setting, pace })
  if (!point.isStruck) {
    const message = `The process ended before it came to step ${blow.nth}, at which it should have died.`
    pace?.diverge(message)
    throw new CourseError('CRASH_POINT_UNDECIDED', { message })
  }
  const tried = { before: 0, after: 0, 'reply lost': 0, [blow.mode]: 1 }
  const seen = Object.fromEntries(Object.entries(point.seen).map(([name, count]) => [name, count > 0 ? 1 : 0]))
  const isFailing = point.reason !== undefined
  return { tried, seen, failing: isFailing ? 1 : 0, ...(isFailing ? { firstFailing: point } : {}) }
}
