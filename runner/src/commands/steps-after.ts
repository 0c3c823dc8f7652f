import type { NextStep } from '../report/verdict/verdict-view.ts'
import type { CrashReason, Verdict } from '../runs/verdict.ts'

interface Situation {
  /** The heading of the hint that would be shown next. */
  readonly hint?: string | undefined
  /** Slug of an earlier stage of a build, when it is one of its promises that broke. */
  readonly brokenStage?: string | undefined
  /** As it is shown; only when the workspace holds it. */
  readonly solution?: string | undefined
  readonly isWatching: boolean
  /** Names of the commands that exist. */
  readonly commands: readonly string[]
}

/** What a learner can do after a verdict, the best first. Only what exists is offered. */
export function stepsAfter(verdict: Verdict, situation: Situation): NextStep[] {
  const { isWatching, hint, commands } = situation
  switch (verdict.state) {
    case 'passed':
      return stepsAfterPass(situation)
    case 'failed': {
      const hintStep = { type: isWatching ? 'h' : 'kata hint', does: `hint: ${hint}` }
      const looks = verdict.notes.filter(({ kind }) => kind === 'kept-service')
      return [
        ...(hint === undefined || !commands.includes('hint') ? [] : [hintStep]),
        ...stepsBack(situation),
        ...(commands.includes('replay') && isRepeatable(verdict) ? [replayStep] : []),
        ...(commands.includes('sh')
          ? looks.map(({ text }) => ({ type: text, does: 'to look at what the run left' }))
          : []),
      ]
    }
    case 'did-not-compile':
      return [again(isWatching)]
    case 'timed-out':
      return [
        { type: `kata test ${verdict.kata} --inspect`, does: 'to step through it in a debugger, without a time limit' },
      ]
    case 'crashed':
      return [{ ...again(isWatching), does: adviceAfter[verdict.reason] }]
    case 'undecided':
      return [{ ...again(isWatching), does: verdict.hint }]
  }
}

function stepsBack({ brokenStage, commands }: Situation): NextStep[] {
  if (brokenStage === undefined || !commands.includes('hint')) return []
  return [{ type: `kata hint ${brokenStage}`, does: 'a hint of the stage whose promise broke' }]
}

const replayStep: NextStep = { type: 'kata replay', does: 'the order again, one step at a time' }

/** Whether the failed test has met an order, or a crash point, that can be played again. */
function isRepeatable({ tests, failedTest }: Extract<Verdict, { state: 'failed' }>): boolean {
  const evidence = tests.find(({ name }) => name === failedTest)?.evidence ?? []
  return evidence.some((one) => one.kind === 'timeline' && (one.schedule ?? one.point) !== undefined)
}

const adviceAfter: Readonly<Record<CrashReason, string>> = {
  exit: 'after replacing process.exit: return a value or throw an error, and the caller decides',
  memory: 'after looking for what grows without end: a loop, a list, a cache',
  unhandled: 'after awaiting or catching the promise that rejects',
  died: 'once more; if it ends so again, look at what it calls last',
}

function again(isWatching: boolean): NextStep {
  return isWatching
    ? { type: 'save', does: 'when it is mended; it runs again by itself' }
    : { type: 'kata test', does: 'when it is mended' }
}

function stepsAfterPass({ solution, commands, isWatching }: Situation): NextStep[] {
  const read = solution === undefined ? [] : [{ type: solution, does: 'how the course solves it, and what that costs' }]
  return commands.includes('next') ? [...read, { type: isWatching ? 'n' : 'kata next', does: 'what comes next' }] : read
}
