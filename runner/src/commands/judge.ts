import { chooseHint } from '../course/choose-hint.ts'
import { loadKataTexts } from '../course/load-kata-texts.ts'
import { type ExitCode, exitCodes } from '../errors.ts'
import { tellRemarks } from '../report/verdict/pass-remarks.ts'
import type { VerdictView } from '../report/verdict/verdict-view.ts'
import type { Verdict } from '../runs/verdict.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import { loadProgress } from '../workspace/progress-log.ts'
import { recordRun } from '../workspace/record-run.ts'
import type { CommandContext } from './command.ts'
import type { KataInWork } from './kata-in-work.ts'
import { lookBackAfterPass } from './look-back-after-pass.ts'
import { stepsAfter } from './steps-after.ts'

/** A verdict that has been entered into progress, and what there is to say about it. */
export interface Judgement {
  readonly verdict: Verdict
  readonly view: VerdictView
  readonly isFirstPass: boolean
  /** Absolute path of the solution, once the workspace holds it. */
  readonly solutionFolder?: string
}

/** Enters a verdict into progress, and finds what the learner can do next. */
export async function judge(
  context: CommandContext,
  work: KataInWork,
  verdict: Verdict,
  isWatching: boolean,
): Promise<Judgement> {
  const { workspace, kata, place } = work
  const { runNumber, isFirstPass, notices } = recordRun(workspace, kata, verdict)
  for (const notice of notices) context.note(`${notice}\n`)
  const isPassed = verdict.state === 'passed'
  const next = stepsAfter(verdict, {
    isWatching,
    ...(await findHelp(work, verdict)),
    solution: isPassed ? shownPath(place.solutionFolder, context.currentFolder) : undefined,
    commands: context.commands.map(({ name }) => name),
  })
  const entered = isFirstPass ? kata.constraints.map(({ sentence }) => sentence) : []
  const remarks = isPassed ? await findRemarks(context, work, verdict.runId) : []
  const view = { screen: context.screen, runNumber, next, entered, remarks }
  return { verdict, view, isFirstPass, ...(isPassed ? { solutionFolder: place.solutionFolder } : {}) }
}

async function findRemarks(context: CommandContext, { workspace, kata }: KataInWork, runId: string): Promise<string[]> {
  const remarks = await lookBackAfterPass(kata, loadProgress(workspace).events, runId)
  return remarks === undefined ? [] : tellRemarks(remarks, (path) => shownPath(path, context.currentFolder))
}

/** Where a promise of an earlier stage broke, this stage's hints would lead astray. */
async function findHelp(work: KataInWork, verdict: Verdict): Promise<{ hint?: string; brokenStage?: string }> {
  if (verdict.state !== 'failed') return {}
  const { brokenStage, failedTest } = verdict
  if (brokenStage !== undefined && brokenStage !== work.kata.slug) return { brokenStage }
  const hint = await findHint(work, failedTest)
  return hint === undefined ? {} : { hint }
}

async function findHint({ workspace, kata }: KataInWork, failedTest: string): Promise<string | undefined> {
  const { hints } = await loadKataTexts(kata)
  const seen = deriveProgress(loadProgress(workspace).events).katas.get(kata.slug)?.hintsSeen ?? []
  return chooseHint(hints, { failedTest, seen })?.heading
}

/** What a verdict tells the shell. */
export function exitCodeOf({ state }: Verdict): ExitCode {
  if (state === 'passed') return exitCodes.passed
  return state === 'undecided' ? exitCodes.machineNotReady : exitCodes.notPassed
}
