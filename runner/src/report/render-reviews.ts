import { fitToWidth } from '../terminal/fit-to-width.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import type { ReviewLine, ReviewPlan } from './review-plan.ts'

/** Which passed katas are due, and when the others come. */
export function renderReviews({ due, later }: ReviewPlan, screen: Screen): string {
  const paint = paintFor(screen)
  if (due.length + later.length === 0) {
    return ' Nothing has been passed yet. A kata that you pass comes back here after some days.\n'
  }
  const width = Math.max(...[...due, ...later].map(({ kata }) => kata.length))
  const block = (title: string, lines: readonly ReviewLine[]): string[] =>
    lines.length === 0
      ? []
      : [` ${paint.strong(title)}`, ...lines.flatMap((it) => renderLine(it, width, paint, screen)), '']
  const lines = [
    ...block('Due', due),
    ...(due.length === 0 ? [' Nothing is due.', ''] : []),
    ...block('Later', later),
    ` ${paint.command('kata review <kata>')}  from the starter again; yours is kept`,
  ]
  return `${lines.join('\n')}\n`
}

function renderLine(line: ReviewLine, width: number, paint: Paint, { columns }: Screen): string[] {
  const opening = `   ${line.kata.padEnd(width)}  `
  const when = `${describeDue(line)}, ${line.minutes} min`
  const how = describeLast(line)
  const fits = opening.length + when.length + 2 + how.length <= columns
  if (fits) return [`${opening}${when}  ${paint.quiet(how)}`]
  return [`${opening}${when}`, `     ${paint.quiet(fitToWidth(how, columns - 5).trimEnd())}`]
}

/** In days, as nobody plans a review by the hour. */
function describeDue({ daysLeft, dueAt, begunAt }: ReviewLine): string {
  if (begunAt !== undefined) return 'under way'
  if (daysLeft <= -1) return `since ${countDays(-daysLeft)}`
  return daysLeft <= 0 ? 'today' : `in ${countDays(daysLeft)} (${dueAt.slice(0, 10)})`
}

const gradeWords: Readonly<Record<string, string>> = {
  again: 'with the solution',
  hard: 'with hints or many tries',
  good: 'without a hint',
  easy: 'without a hint, in a try or two',
}

function describeLast({ lastPassedAt, lastGrade, passes }: ReviewLine): string {
  const often = passes === 1 ? 'passed' : `passed ${passes} times, last`
  return `${often} ${lastPassedAt.slice(0, 10)} ${gradeWords[lastGrade] ?? ''}`.trimEnd()
}

function countDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}
