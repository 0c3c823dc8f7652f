import type { Kata } from '../course/kata.ts'
import { paintFor } from '../terminal/paint.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'

interface PlaceView {
  readonly passed: number
  readonly total: number
  readonly constraints: number
  /** The kata to go on with, or to begin; absent at the end of the course. */
  readonly kata?: Kata
  readonly isBegun?: boolean
  /** Slugs of passed katas that come back now. */
  readonly due?: readonly string[]
  readonly lastRun?: { readonly state: string; readonly failedTest?: string; readonly message?: string }
}

/** Where the learner stopped, in a few lines. */
export function renderPlace(view: PlaceView, screen: Screen): string {
  const paint = paintFor(screen)
  const { passed, total, constraints, kata, lastRun, due = [] } = view
  const lines = [
    ` ${paint.strong('Loadbearing')}${paint.quiet(`  ${passed} of ${total} katas passed, ${constraints} ${constraints === 1 ? 'constraint' : 'constraints'} defended`)}`,
    '',
    ...(kata
      ? describeKata(kata, view.isBegun === true, paint.strong)
      : ['   You have passed every kata there is so far.']),
    ...(lastRun && lastRun.state !== 'passed' ? ['', ...describeRun(lastRun, screen)] : []),
    ...(due.length > 0 ? ['', ...describeDue(due, screen)] : []),
    '',
  ]
  return `${lines.join('\n')}\n`
}

function describeKata({ slug, title, minutes }: Kata, isBegun: boolean, strong: (text: string) => string): string[] {
  return [
    `   ${isBegun ? 'You stopped at' : 'Next comes'} ${strong(slug)}: ${title}${isBegun ? '' : `, ${minutes} min`}`,
  ]
}

function describeDue(due: readonly string[], screen: Screen): string[] {
  return renderMarkdown(`Due for review: ${due.join(', ')}`, screen, { indent: 3 }).split('\n')
}

function describeRun({ state, failedTest, message }: NonNullable<PlaceView['lastRun']>, screen: Screen): string[] {
  const what = failedTest ?? `The last run ${state === 'timed-out' ? 'took too long' : state.replaceAll('-', ' ')}.`
  const first = message?.split('\n')[0]
  return [renderMarkdown(what, screen, { indent: 3 }), ...(first ? [renderMarkdown(first, screen, { indent: 3 })] : [])]
}
