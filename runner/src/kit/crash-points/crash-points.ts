import { CourseError } from '../../errors.ts'
import { AssertionFailure } from '../assertion-failure.ts'
import { serverAddressOf } from '../wire/server-address.ts'
import { SessionStore } from '../wire/session-store.ts'
import { type DescribeUnit, renderTrace, renderTraceLine } from '../words/render-trace.ts'
import type { CrashPointsOptions, CrashReport, CrashSetting, PlayedPoint } from './crash-options.ts'
import type { Blow, CrashMode } from './lived-life.ts'
import { playPoint } from './play-point.ts'
import { renderBlow, replayPoint } from './replay-point.ts'
import { type PointsResult, tryPoints } from './try-points.ts'

const defaults = { limitMs: 30_000, countingMs: 2_500 }
const defaultModes: readonly CrashMode[] = ['before', 'after']

/**
 * Runs a process of the learner's once for each step by which it reaches a server, and strikes it there; then starts it
 * again, and checks what is left. How many points there are is found by going on until the process ends unharmed.
 */
export async function crashPoints<Seen extends Readonly<Record<string, number>>>(
  options: CrashPointsOptions<Seen>,
  setting: CrashSetting,
): Promise<CrashReport> {
  const { postgres } = setting
  await using sessions = postgres && new SessionStore(serverAddressOf(postgres.url))
  const play = (blow: Blow): Promise<PlayedPoint> => playPoint(blow, options, { ...setting, sessions })
  const limits = { ...defaults, ...(options.limitMs === undefined ? {} : { limitMs: options.limitMs }) }
  const again = setting.replay?.plan.point
  const result = await deciding(() =>
    again === undefined
      ? tryPoints(options.modes ?? defaultModes, play, limits)
      : replayPoint(again, options, { ...setting, sessions }),
  )
  recordEvidence(result, options, setting)
  if (result.firstFailing) throw toFailure(result.firstFailing, options.describe)
  return { tried: result.tried, failing: 0, seen: result.seen }
}

/** What the explorer can't decide about an order is told here of a crash point. */
async function deciding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isUndecided = error instanceof CourseError && error.code === 'ORDER_UNDECIDED'
    if (!isUndecided) throw error
    throw new CourseError('CRASH_POINT_UNDECIDED', { message: error.message, cause: error })
  }
}

function recordEvidence<Seen extends Readonly<Record<string, number>>>(
  result: PointsResult<PlayedPoint>,
  options: CrashPointsOptions<Seen>,
  { evidence, call = 1 }: CrashSetting,
): void {
  const total = Object.values(result.tried).reduce((sum, count) => sum + count, 0)
  evidence.count(`crash points tried (${renderModes(result.tried)})`, total)
  for (const [name, count] of Object.entries(result.seen))
    evidence.count(`points that ${name}`, count, { unit: `of ${total}` })
  const failingLabel = options.failingLabel ?? 'points that broke the constraint'
  evidence.count(failingLabel, result.failing, { expected: 0, unit: `of ${total}` })
  const failing = result.firstFailing
  if (!failing) return
  const repeatable = { point: renderBlow(failing.blow), ...(call > 1 ? { call } : {}) }
  evidence.timeline('the simplest failing crash point', renderTrace(failing.steps, options.describe), repeatable)
}

const modeWords: Readonly<Record<CrashMode, string>> = {
  before: 'before a step',
  after: 'after a step',
  'reply lost': 'with the reply lost',
}

function renderModes(tried: Readonly<Record<CrashMode, number>>): string {
  const parts = (Object.keys(modeWords) as CrashMode[]).filter((mode) => tried[mode] > 0)
  return parts.map((mode) => `${tried[mode]} ${modeWords[mode]}`).join(', ') || 'the process reached no server'
}

function toFailure({ reason, steps }: PlayedPoint, describe: DescribeUnit | undefined): AssertionFailure {
  const message = reason instanceof Error ? reason.message : String(reason)
  return new AssertionFailure(`${message}\n${renderTraceLine(steps, describe)}`, reason)
}
