import { existsSync, readFileSync } from 'node:fs'
import { type ExitCode, exitCodes } from '../errors.ts'
import type { ReplayPlan } from '../replay.ts'
import { findDifference } from '../report/replay/compare-steps.ts'
import { type ReplayEnd, type ReplaySubject, renderEnd, renderSubject } from '../report/replay/render-replay.ts'
import { renderVerdict } from '../report/verdict/render-verdict.ts'
import { runKata } from '../runs/run-kata.ts'
import type { Verdict } from '../runs/verdict.ts'
import { VitestHost } from '../runs/vitest-host.ts'
import { Keys } from '../terminal/keys.ts'
import { contentHash } from '../workspace/content-hash.ts'
import { findRecordedOrder, type RecordedOrder } from '../workspace/find-recorded-order.ts'
import { loadProgress } from '../workspace/progress-log.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { exitCodeOf } from './judge.ts'
import { type KataInWork, openKataInWork } from './kata-in-work.ts'
import { ReplayWalk } from './replay-walk.ts'
import { Waiting } from './waiting.ts'

export const command: CommandDefinition = {
  arguments: [
    { name: 'kata', summary: 'Its name; without one, the kata you are at' },
    { name: 'run', summary: 'A run of it, by its number or its id; without one, the last that recorded an order' },
  ],
  options: [
    { flags: '--json', summary: 'As JSON: every step with what was sent and what came of it, and how it ended' },
  ],
  examples: [
    { line: 'kata replay', does: 'go through the last failing order of the kata you are at, step by step' },
    { line: 'kata replay lost-update 4', does: 'the order that run 4 found' },
    { line: 'kata replay 4', does: 'the same for the kata you are at' },
    { line: 'kata replay --json', does: 'all steps at once, for a program; 1 when the order breaks the constraint' },
  ],
  run: async (context, { arguments: words, options }) => {
    const [name, wanted] = isRun(words[0]) ? [undefined, words[0]] : words
    await using host = VitestHost.start()
    const work = await openKataInWork(context, name)
    const record = findRecordedOrder(loadProgress(work.workspace).events, work.kata.slug, wanted)
    return replay(context, work, record, host, options['json'] === true)
  },
}

/** A number or the beginning of an id, and no name of a kata. */
function isRun(word: string | undefined): boolean {
  return word !== undefined && /^\d/.test(word)
}

async function replay(
  context: CommandContext,
  work: KataInWork,
  record: RecordedOrder,
  host: VitestHost,
  isJson: boolean,
): Promise<ExitCode> {
  const { screen, write } = context
  const subject = describeSubject(work, record)
  const show = isJson ? () => {} : write
  show(renderSubject(subject, screen))
  const isStepwise = screen.isInteractive && !isJson
  const quitting = new AbortController()
  const walk = new ReplayWalk({ screen, write: show, isStepwise, quit: () => quitting.abort() })
  using waiting = new Waiting()
  waiting.show('putting everything in its place…')
  using keys = new Keys(process.stdin)
  if (isStepwise) keys.resume((key) => walk.press(key))
  try {
    const verdict = await runKata(work.target, {
      ...{ host, hasTypeCheck: false, replay: planFor(record, isStepwise) },
      ...(isStepwise ? { timeoutMs: 'none' } : {}),
      signal: AbortSignal.any([context.signal, quitting.signal]),
      onStage: (stage) => (stage.name === 'services' ? waiting.note(stage.progress) : undefined),
      onStop: (stop, goOn) => {
        waiting.clear()
        walk.stand(stop, goOn)
      },
    })
    waiting.clear()
    return finish(context, { subject, record, walk, verdict, isJson })
  } catch (error) {
    if (!quitting.signal.aborted || context.signal.aborted) throw error
    show('\n   Stopped. Everything of this order that was not committed is rolled back.\n\n')
    return exitCodes.passed
  }
}

function planFor({ test, stage, call, schedule, point }: RecordedOrder, isStepwise: boolean): ReplayPlan {
  return {
    ...{ test, call, isStepwise },
    ...(stage === undefined ? {} : { stage }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(point === undefined ? {} : { point }),
  }
}

function describeSubject({ kata, place, target }: KataInWork, record: RecordedOrder): ReplaySubject {
  const { run, runNumber, test, point, steps } = record
  const text = existsSync(place.starterFile) ? readFileSync(place.starterFile, 'utf8') : ''
  return {
    ...{ kata: kata.slug, runNumber, test, kind: point === undefined ? 'order' : 'crash point' },
    stepCount: steps.length,
    hasCodeChanged: contentHash(text) !== run.contentHash,
    hasTestChanged: contentHash(target.pristineTest) !== run.testHash,
  }
}

interface Finished {
  readonly subject: ReplaySubject
  readonly record: RecordedOrder
  readonly walk: ReplayWalk
  readonly verdict: Verdict
  readonly isJson: boolean
}

function finish(context: CommandContext, finished: Finished): ExitCode {
  const { subject, record, walk, verdict, isJson } = finished
  const { screen, write } = context
  const end = endOf(finished)
  if (isJson) {
    const { run, schedule = null, point = null } = record
    const about = { ...subject, runId: run.runId, schedule, point, recorded: record.steps, steps: walk.steps }
    write(`${JSON.stringify({ ...about, end: end ?? null, verdict }, null, 2)}\n`)
  } else if (end) write(renderEnd(end, subject, screen))
  else write(`\n${renderVerdict(verdict, { screen, next: [] })}\n`)
  if (end?.state === 'not-followed' && subject.hasCodeChanged) return exitCodes.notPassed
  return end?.state === 'not-reached' ? exitCodes.notPassed : exitCodeOf(verdict)
}

/** Undefined when only the verdict says what happened: it does not compile, a server was lost, and the like. */
function endOf({ subject, record, walk, verdict }: Finished): ReplayEnd | undefined {
  if (walk.diverged !== undefined) return { state: 'not-followed', message: walk.diverged }
  const isJudged = verdict.state === 'passed' || verdict.state === 'failed'
  if (!isJudged) return undefined
  if (!walk.hasStood)
    return { state: 'not-reached', ...(verdict.state === 'failed' ? { message: verdict.message } : {}) }
  const difference = findDifference(record.steps, walk.steps, subject.hasCodeChanged)
  if (verdict.state === 'passed') return { state: 'keeps', difference }
  return { state: 'breaks', message: verdict.message, difference }
}
