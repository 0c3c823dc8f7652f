import { CourseError, exitCodes } from '../../errors.ts'
import { AssertionFailure } from '../assertion-failure.ts'
import { prepareServers } from '../interleave/prepare-servers.ts'
import { TraceRecorder } from '../interleave/trace.ts'
import { renderLeaks } from '../leaks/leak.ts'
import { ageKeys } from '../redis/age-keys.ts'
import type { Pace } from '../replay/pace.ts'
import type { SessionStore } from '../wire/session-store.ts'
import { type DescribeUnit, renderTrace, renderUnit } from '../words/render-trace.ts'
import type { CheckedPoint, CrashPoint, CrashPointsOptions, CrashSetting, PlayedPoint } from './crash-options.ts'
import { LifeRun } from './life-run.ts'
import type { Blow, LivedLife } from './lived-life.ts'

/** How long nothing at all may happen while something should. */
const patienceMs = 10_000

/** Plays one point from a clean beginning: a life that is struck, the one after it, and the check. */
export async function playPoint<Seen extends Readonly<Record<string, number>>>(
  blow: Blow,
  options: CrashPointsOptions<Seen>,
  setting: CrashSetting & { readonly sessions: SessionStore | undefined; readonly pace?: Pace | undefined },
): Promise<PlayedPoint> {
  await prepareServers(setting, options.before ?? (async () => {}))
  const trace = new TraceRecorder()
  const { run, restart = run, restartAfterMs = 0, describe } = options
  const first = await LifeRun.play({ nth: 1, run, blow, trace, patienceMs, ...setting })
  const lives = [first]
  if (first.struck) {
    if (restartAfterMs > 0 && setting.redis) await ageKeys(setting.redis.judge, restartAfterMs)
    setting.redis?.time.pass(restartAfterMs)
    const startMs = first.endMs + restartAfterMs
    lives.push(await LifeRun.play({ nth: 2, run: restart, startMs, trace, patienceMs, ...setting }))
  }
  setting.pace?.end(0, trace.steps)
  const seen = (await options.observe?.()) ?? ({} as Seen)
  const reason = await judge(lives, options, {
    point: describePoint(blow, first, describe),
    lives: lives.map(({ end }) => end),
    trace: renderTrace(trace.steps, describe),
    seen,
  })
  return { blow, isStruck: first.struck !== undefined, reason, seen, steps: trace.steps }
}

function describePoint(blow: Blow, { struck }: LivedLife, describe?: DescribeUnit): CrashPoint | undefined {
  if (!struck) return undefined
  const does = renderUnit(struck, describe)
  const texts = {
    before: `The process dies before it ${does}`,
    after: `The process ${does}, and dies before it hears of it`,
    'reply lost': `The process ${does}, and the reply is lost`,
  }
  return { ...blow, text: texts[blow.mode] }
}

/** The reason why the point breaks the constraint. A lost server is no reason: it is thrown on. */
async function judge<Seen extends Readonly<Record<string, number>>>(
  lives: readonly LivedLife[],
  { check }: CrashPointsOptions<Seen>,
  checked: CheckedPoint<Seen>,
): Promise<unknown> {
  const stuck = lives.find((life) => life.stuck)?.stuck
  if (stuck !== undefined) return new AssertionFailure(stuck)
  try {
    await check(checked)
  } catch (error) {
    if (error instanceof CourseError && error.exitCode === exitCodes.machineNotReady) throw error
    return error ?? new AssertionFailure('The check threw, but nothing that says why.')
  }
  const leaks = lives.flatMap((life) => life.leaks)
  return leaks.length > 0 ? new AssertionFailure(renderLeaks(leaks)) : undefined
}
