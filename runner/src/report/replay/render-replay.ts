import type { TimelineStep } from '../../evidence.ts'
import { paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'
import { wrap } from '../verdict/wrap.ts'
import type { Difference } from './compare-steps.ts'

const widestUseful = 100
const indent = 3

/** What is played again. */
export interface ReplaySubject {
  readonly kata: string
  readonly runNumber: number
  readonly test: string
  /** `order`, or `crash point`. */
  readonly kind: string
  readonly stepCount: number
  readonly hasCodeChanged: boolean
  readonly hasTestChanged: boolean
}

/** How a replay ended. */
export type ReplayEnd =
  | { readonly state: 'breaks'; readonly message: string; readonly difference?: Difference | undefined }
  | { readonly state: 'keeps'; readonly difference?: Difference | undefined }
  /** The program does something else than what was recorded. */
  | { readonly state: 'not-followed'; readonly message: string }
  /** The test did not come to its order. */
  | { readonly state: 'not-reached'; readonly message?: string }

export function renderSubject(subject: ReplaySubject, screen: Screen): string {
  const { kata, runNumber, test, kind, stepCount } = subject
  const paint = paintFor(screen)
  const head = `${paint.strong(kata)} · run ${runNumber} · the ${kind} that broke, ${stepCount} steps`
  const remarks = [
    ...(subject.hasCodeChanged ? ['Your file has changed since that run. What it holds now is played.'] : []),
    ...(subject.hasTestChanged ? ["The kata's test has changed since that run."] : []),
  ]
  const body = [paint.strong(test), ...remarks.map((remark) => paint.attention(remark))]
  const width = Math.min(screen.columns, widestUseful) - 1
  const heading = wrap(head, width).map((line) => ` ${line}\n`)
  return `\n${heading.join('')}\n${indented(body, screen)}\n`
}

/** What can be pressed, and where else to look while nothing moves. Shown once. */
export function renderKeys(shells: readonly string[], screen: Screen): string {
  const paint = paintFor(screen)
  const keys = [
    ['enter', 'the step shown'],
    ['2…9', 'so many steps'],
    ['c', 'to the end'],
    ['q', 'stop'],
  ]
  const shown = keys.map(([key = '', does = '']) => `${paint.command(key)} ${does}`).join(' · ')
  const looks = shells.map((shell) => `${paint.command(shell)} in a second terminal looks into the same server.`)
  return `${indented([shown, ...looks], screen)}\n`
}

export function renderEnd(end: ReplayEnd, { kind, hasCodeChanged, runNumber }: ReplaySubject, screen: Screen): string {
  const { good, bad, attention } = paintFor(screen)
  const say = (texts: readonly string[]): string => `\n${indented(texts, screen)}\n`
  const sameFile = `Your file is the same as in run ${runNumber}.`
  switch (end.state) {
    case 'breaks':
      return say([
        bad(`✗ The ${kind} breaks the constraint.`),
        end.message,
        ...tellDifference(end.difference, hasCodeChanged),
      ])
    case 'keeps': {
      const why = hasCodeChanged
        ? []
        : [`${sameFile} It broke the constraint then. \`kata report\` packs both for a bug report.`]
      const all = kind === 'order' ? 'all orders' : 'all crash points'
      const rest = [...tellDifference(end.difference, hasCodeChanged), ...why, `\`kata test\` tries ${all}.`]
      return say([good(`✓ The ${kind} keeps the constraint now.`), ...rest])
    }
    case 'not-followed': {
      const why = hasCodeChanged
        ? `Your file has changed since run ${runNumber}, and does something else there. \`kata test\` finds the orders of what it holds now.`
        : `${sameFile} Try again: on a busy machine an answer may come late.`
      return say([attention(`? The ${kind} can't be followed any more.`), end.message, why])
    }
    case 'not-reached': {
      const message = end.message ?? 'The test of that name is not there any more.'
      return say([attention(`? The test ended before the ${kind} began.`), message])
    }
  }
}

function tellDifference(difference: Difference | undefined, hasCodeChanged: boolean): string[] {
  if (!difference) return []
  const { step, before, after } = difference
  const what = `Step ${step} is not what it was. Then: ${tellStep(before)}. Now: ${tellStep(after)}.`
  if (hasCodeChanged) return [what]
  return [`${what} A time limit in the code may have run out while the replay stood.`]
}

function tellStep(step: TimelineStep | undefined): string {
  if (!step) return 'nothing'
  return [`${step.actor} ${step.text}`, ...(step.result === undefined ? [] : [step.result])].join(' → ')
}

function indented(texts: readonly string[], screen: Screen): string {
  const width = Math.min(screen.columns, widestUseful) - indent
  const lines = texts.flatMap((text) => text.split('\n')).flatMap((text) => wrap(text, width))
  return lines.map((line) => `${`${' '.repeat(indent)}${line}`.trimEnd()}\n`).join('')
}
