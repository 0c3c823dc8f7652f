import stringWidth from 'string-width'
import type { Evidence } from '../../evidence.ts'
import type { Place, Verdict } from '../../runs/verdict.ts'
import { fitToWidth } from '../../terminal/fit-to-width.ts'
import { type Paint, paintFor } from '../../terminal/paint.ts'
import { renderEvidence } from './render-evidence.ts'
import { outputLines } from './render-output.ts'
import { renderPlainVerdict } from './render-plain-verdict.ts'
import { evidenceOf, notesOf, type Story, tellStory } from './tell-story.ts'
import type { VerdictView } from './verdict-view.ts'
import { wrap } from './wrap.ts'

const widestUseful = 100
/** From here on a label stands beside what it labels, else above it. */
const narrowestForLabels = 72
const indent = 3
const labelWidth = 12

interface Page {
  readonly width: number
  readonly paint: Paint
}

/** A verdict as a short story: what broke, what was expected and seen, the evidence, one next step. Pure. */
export function renderVerdict(verdict: Verdict, view: VerdictView): string {
  if (view.screen.isPlain) return renderPlainVerdict(verdict, view)
  const page = { width: Math.min(view.screen.columns, widestUseful), paint: paintFor(view.screen) }
  const story = tellStory(verdict)
  const blocks = [
    renderHeader(verdict, story, view, page),
    verdict.state === 'passed' ? renderPassed(verdict, view, page) : renderStory(story, page),
    renderBlock('evidence', (width) => renderEvidence(evidenceBelow(verdict), width, page.paint), page),
    renderBlock('note', (width) => notesOf(verdict).flatMap((note) => wrap(note, width)), page),
    renderBlock(
      'printed',
      (width) => outputLines(verdict.output).map((line) => fitToWidth(line, width).trimEnd()),
      page,
    ),
    renderBlock('next', (width) => renderNext(view, width, page), page),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function renderHeader(
  verdict: Verdict,
  { summary }: Story,
  { runNumber }: VerdictView,
  { width, paint }: Page,
): string[] {
  const run = runNumber === undefined ? '' : ` · run ${runNumber}`
  const right = `${(verdict.durationMs / 1000).toFixed(1)} s${run}`
  const left = ` ${markOf(verdict, paint)} ${paint.strong(verdict.kata)}${summary === '' ? '' : ` · ${summary}`}`
  const gap = width - stringWidth(left) - stringWidth(right)
  return gap < 2 ? [left, `   ${paint.quiet(right)}`] : [`${left}${' '.repeat(gap)}${paint.quiet(right)}`]
}

function markOf({ state }: Verdict, paint: Paint): string {
  if (state === 'passed') return paint.good('✓')
  return state === 'undecided' ? paint.attention('?') : paint.bad('✗')
}

/** Each test with what it measured, then what the learner has won. */
function renderPassed(verdict: Verdict, { entered = [], remarks = [] }: VerdictView, { width, paint }: Page): string[] {
  const inner = width - indent - 2
  const own = verdict.tests.filter(({ stage }) => stage === undefined || stage === verdict.kata)
  const earlier = verdict.tests.length - own.length
  const kept = earlier === 0 ? [] : [`   ${paint.good('✓')} ${earlier} tests of the stages before it`]
  const tests = own.flatMap(({ name, evidence }) => [
    ...hang(wrap(name, inner), `   ${paint.good('✓')} `),
    ...renderEvidence(evidence, inner - 2, paint).map((line) => `       ${line}`.trimEnd()),
  ])
  const won = entered.flatMap((sentence) => hang(wrap(sentence, inner), '   · '))
  return [
    ...kept,
    ...tests,
    ...(won.length === 0 ? [] : ['', '   Entered in your ledger:', ...won]),
    ...(remarks.length === 0 ? [] : ['', ...remarks.flatMap((remark) => indented(wrap(remark, width - indent)))]),
  ]
}

/** What stands in a block of its own: a pass shows its evidence with each test. */
function evidenceBelow(verdict: Verdict): Evidence[] {
  return verdict.state === 'passed' ? [] : evidenceOf(verdict)
}

function hang([first = '', ...rest]: readonly string[], mark: string): string[] {
  return [mark + first, ...rest.map((line) => `     ${line}`)]
}

function renderStory({ stage, test, message, place, diff }: Story, { width, paint }: Page): string[] {
  const inner = width - indent
  const lines = [
    ...(stage === undefined ? [] : wrap(`A promise of the earlier stage ${stage} broke.`, inner)),
    ...(test === undefined ? [] : wrap(test, inner).map((line) => paint.strong(line))),
    ...(message === undefined ? [] : message.split('\n').flatMap((line) => wrap(line, inner))),
    ...(place === undefined ? [] : ['', ...renderPlace(place, inner, paint)]),
    ...(diff === undefined ? [] : ['', ...diff.split('\n').map((line) => fitToWidth(line, inner).trimEnd())]),
  ]
  return indented(lines)
}

function renderPlace({ file, line, column, code }: Place, width: number, paint: Paint): string[] {
  const where = `${file}:${line}:${column}`
  if (code === undefined) return [paint.strong(where)]
  const margin = `${line} │ `
  const room = width - margin.length
  // The place is what matters of a line that is too long.
  const from = column - 1 < room ? 0 : Math.max(0, column - Math.floor(room / 2))
  const pointer = ' '.repeat(Math.max(0, margin.length + column - 1 - from))
  return [
    paint.strong(where),
    paint.quiet(margin) + fitToWidth(code.slice(from), room).trimEnd(),
    `${pointer}${paint.bad('^')}`,
  ]
}

function renderNext({ next }: VerdictView, width: number, { paint }: Page): string[] {
  const typeWidth = Math.max(0, ...next.map(({ type }) => type.length))
  if (typeWidth > width / 2) {
    return next.flatMap(({ type, does }) => [paint.command(type), ...wrap(`  ${does}`, width)])
  }
  return next.flatMap(({ type, does }) => {
    const [first = '', ...rest] = wrap(does, width - typeWidth - 2)
    return [
      `${paint.command(type.padEnd(typeWidth))}  ${first}`,
      ...rest.map((line) => ' '.repeat(typeWidth + 2) + line),
    ]
  })
}

function renderBlock(label: string, render: (width: number) => string[], { width, paint }: Page): string[] {
  const isBeside = width >= narrowestForLabels
  const lines = render(width - indent - (isBeside ? labelWidth : 2))
  if (lines.length === 0) return []
  if (!isBeside) return indented([paint.quiet(label), ...lines.map((line) => (line === '' ? '' : `  ${line}`))])
  return indented(
    lines.map((line, index) => (index === 0 ? paint.quiet(label.padEnd(labelWidth)) : ' '.repeat(labelWidth)) + line),
  )
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (' '.repeat(indent) + line).trimEnd())
}
