import type { Evidence } from '../evidence.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import { summariseEvidence } from './summarise-evidence.ts'
import { wrap } from './verdict/wrap.ts'

interface LedgerLine {
  readonly constraint: string
  readonly sentence: string
  readonly kata: string
  readonly evidence: readonly Evidence[]
  /** ISO 8601. */
  readonly firstPassedAt: string
  readonly lastConfirmedAt: string
  /** The test that judged the last pass is not the one of the course now. */
  readonly isStale?: boolean
}

/** Constraints that were not defended themselves, and the kata that stands for them. */
interface TestedOutLine {
  readonly kata: string
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  readonly constraints: readonly { readonly id: string; readonly sentence: string }[]
}

/** The constraints that a learner has defended, each with what was measured on this machine and when that was last so. */
export function renderLedger(
  ledger: readonly LedgerLine[],
  testedOut: readonly TestedOutLine[],
  screen: Screen,
  now = new Date(),
): string {
  const paint = paintFor(screen)
  if (ledger.length + testedOut.length === 0) {
    return ` The ledger is empty. Each kata you pass enters its constraint here, with what was measured.\n\n   ${paint.command('kata list')}  to choose one\n`
  }
  const entries = ledger.map((entry) => renderEntry(entry, now, paint, screen))
  const own = new Set(ledger.map(({ constraint }) => constraint))
  return `${[...entries, ...renderTestedOut(testedOut, own, paint, screen)].join('\n')}\n`
}

function renderEntry(entry: LedgerLine, now: Date, paint: Paint, screen: Screen): string {
  const { sentence, constraint, kata, evidence } = entry
  const mark = screen.isPlain ? '' : `${paint.good('✓')} `
  const [first = '', ...rest] = wrap(sentence, screen.columns - 4)
  return [
    ` ${mark}${paint.strong(first)}`,
    ...rest.map((line) => `   ${paint.strong(line)}`),
    `   ${paint.quiet(`${constraint} · ${kata}`)}`,
    `   ${paint.quiet(renderDates(entry, now))}`,
    ...(entry.isStale
      ? [`   ${paint.attention('its test changed since:')} ${paint.command(`kata test ${kata}`)}`]
      : []),
    ...evidence.flatMap((item) => wrap(summariseEvidence(item), screen.columns - 4).map((line) => `   ${line}`)),
    '',
  ].join('\n')
}

/** What the learner has defended elsewhere, such as in the boss itself, is `own` and needs nobody to stand for it. */
function renderTestedOut(
  lines: readonly TestedOutLine[],
  own: ReadonlySet<string>,
  paint: Paint,
  { columns }: Screen,
): string[] {
  const entries = lines.flatMap(({ kata, by, at, constraints }) =>
    constraints
      .filter(({ id }) => !own.has(id))
      .map(({ id, sentence }) =>
        [
          ...wrap(sentence, columns - 4).map((line) => `   ${line}`),
          `   ${paint.quiet(`${id} · ${kata}`)}`,
          `   ${paint.quiet(`${by} stands for it since ${at.slice(0, 10)}`)}`,
          '',
        ].join('\n'),
      ),
  )
  return entries.length === 0 ? [] : [` ${paint.strong('Tested out, not measured')}\n`, ...entries]
}

function renderDates({ firstPassedAt, lastConfirmedAt }: LedgerLine, now: Date): string {
  const [first, last] = [firstPassedAt.slice(0, 10), lastConfirmedAt.slice(0, 10)]
  const days = Math.floor((now.getTime() - Date.parse(lastConfirmedAt)) / 86_400_000)
  const age = days < 1 ? '' : `, ${days === 1 ? '1 day' : `${days} days`} ago`
  return first === last ? `passed ${first}${age}` : `passed ${first}, last confirmed ${last}${age}`
}
