import stringWidth from 'string-width'
import { fitToWidth } from '../../terminal/fit-to-width.ts'
import { type Paint, paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'
import { wrap } from '../verdict/wrap.ts'
import { type Grade, type GradeSummary, summariseGrades } from './grade.ts'

const gap = '  '
const widestUseful = 120
const narrowestReason = 20
const [narrowestName, widestName] = [6, 24]

/** A line for each learner and kata, and the sums. */
export function renderGrades(grades: readonly Grade[], screen: Screen, isComplete: boolean): string {
  const paint = paintFor(screen)
  const width = Math.min(screen.columns, widestUseful) - 3
  const widestOf = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)))
  const kata = widestOf(grades.map(({ kata = '' }) => kata))
  const state = widestOf(grades.map(wordFor))
  const room = Math.max(narrowestName, width - kata - state - 2 * gap.length)
  const learner = Math.min(widestName, room, widestOf(grades.map(({ learner }) => learner)))
  const columns = { learner, kata, state, width }
  const rows = grades.flatMap((grade) => renderGrade(grade, columns, paint))
  const end = isComplete
    ? []
    : wrap('Interrupted: what comes after these was not graded.', width).map((line) => paint.attention(line))
  const lines = [...rows, '', ...wrap(renderSummary(summariseGrades(grades)), width), ...end]
  return `\n${lines.map((line) => `   ${line}`.trimEnd()).join('\n')}\n\n`
}

interface Columns {
  readonly learner: number
  readonly kata: number
  readonly state: number
  readonly width: number
}

/** The reason stands behind where there is room, else below. */
function renderGrade(grade: Grade, { learner, kata, state, width }: Columns, paint: Paint): string[] {
  const word = fitToWidth(wordFor(grade), state)
  const cells = [fitToWidth(grade.learner, learner), fitToWidth(grade.kata ?? '', kata), colour(grade, paint)(word)]
  const room = width - learner - kata - state - 3 * gap.length
  const reason = reasonOf(grade)
  if (reason === '') return [cells.join(gap)]
  if (room >= narrowestReason) return [[...cells, fitToWidth(reason, room).trimEnd()].join(gap)]
  return [cells.join(gap), gap + fitToWidth(reason, width - gap.length).trimEnd()]
}

/** One line that says how far the work is. */
export function renderStanding(grade: Grade, nth: number, count: number): string {
  const what = grade.kata === undefined ? grade.learner : `${grade.learner} · ${grade.kata}`
  return `${nth} of ${count} · ${what} · ${wordFor(grade)}`
}

function wordFor({ state }: Grade): string {
  return state.replaceAll('-', ' ')
}

function colour({ state }: Grade, paint: Paint): (text: string) => string {
  if (state === 'passed') return paint.good
  return state === 'undecided' || state === 'missing' ? paint.attention : paint.bad
}

function reasonOf({ failedTest, message = '', left = [] }: Grade): string {
  const [first = ''] = message.split('\n')
  const leftText = left.length > 0 ? `left behind: ${left.join(', ')}` : ''
  return [failedTest ?? first, leftText].filter((text) => text !== '').join(' · ')
}

function renderSummary({ learners, ...counts }: GradeSummary): string {
  const named = [
    [counts.passed, 'passed'],
    [counts.notPassed, 'not passed'],
    [counts.missing, 'missing'],
    [counts.unreadable, 'unreadable'],
    [counts.undecided, 'undecided'],
  ] as const
  const parts = named
    .filter(([count, name]) => count > 0 || name === 'passed')
    .map(([count, name]) => `${count} ${name}`)
  return `${learners} ${learners === 1 ? 'learner' : 'learners'}: ${parts.join(', ')}`
}
