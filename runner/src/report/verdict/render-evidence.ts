import stringWidth from 'string-width'
import type { Evidence } from '../../evidence.ts'
import type { Paint } from '../../terminal/paint.ts'
import { type ClaimEvidence, nameClaim, outcomeWords } from '../claim-words.ts'
import { renderTimeline } from './render-timeline.ts'
import { wrap } from './wrap.ts'

const longestBar = 10
const shortestBar = 4
const mostRows = 10

type Count = Extract<Evidence, { kind: 'count' }>

/** Evidence as bars, tables and timelines, in lines of at most `width` places. */
export function renderEvidence(evidence: readonly Evidence[], width: number, paint: Paint): string[] {
  const counts = evidence.filter((item): item is Count => item.kind === 'count')
  const others = evidence.flatMap((item) =>
    item.kind === 'count' || item.kind === 'sheet' ? [] : [renderOne(item, width, paint)],
  )
  return [
    ...renderCounts(counts, width, paint),
    ...others.flatMap((lines, index) => (index + counts.length > 0 ? ['', ...lines] : lines)),
  ]
}

function renderOne(item: Exclude<Evidence, Count | { kind: 'sheet' }>, width: number, paint: Paint): string[] {
  switch (item.kind) {
    case 'table':
      return [paint.quiet(item.label), ...renderRows(item.columns, item.rows, width)]
    case 'histogram':
      return [paint.quiet(item.label), ...renderHistogram(item)]
    case 'timeline':
      return [...wrap(item.label, width).map((line) => paint.quiet(line)), ...renderTimeline(item.steps, width, paint)]
    case 'claim':
      return renderClaim(item, width, paint)
  }
}

/** The claim, what came of it, and against what. */
function renderClaim(item: ClaimEvidence, width: number, paint: Paint): string[] {
  const { claimed, outcome, remark } = item
  // Where nothing could be tried, the message says all that there is to say.
  const seen = claimed === '' ? '' : item.seen
  const word = outcomeWords[outcome]
  const painted =
    outcome === 'held' ? paint.good(word) : outcome === 'too-modest' ? paint.attention(word) : paint.bad(word)
  return [
    `${paint.quiet('claim')} ${nameClaim(item)}: ${painted}`,
    ...[claimed, seen, remark ?? ''].filter((text) => text !== '').flatMap((text) => wrap(`  ${text}`, width)),
  ]
}

function renderCounts(counts: readonly Count[], width: number, paint: Paint): string[] {
  const values = counts.map(({ value, unit }) => `${value}${unit === undefined ? '' : ` ${unit}`}`)
  const valueWidth = Math.max(0, ...values.map((value) => value.length))
  const room = width - 2 - valueWidth - Math.max(0, ...counts.map((count) => solutionOf(count).length))
  const labelWidth = Math.min(Math.max(0, ...counts.map(({ label }) => stringWidth(label))), Math.max(12, room))
  const barWidth = Math.min(longestBar, room - labelWidth - 2)
  return counts.flatMap((count, index) => {
    const label = wrap(count.label, labelWidth)
    const last = label.pop() ?? ''
    const value = (values[index] ?? '').padStart(valueWidth)
    const line = `${last}${' '.repeat(Math.max(0, labelWidth - stringWidth(last)))}  ${value}${judgement(count, barWidth, paint)}`
    return [...label, line.trimEnd()]
  })
}

/** How far the number is from what the solution reaches; nothing when that is not known. A bar where there is room. */
function judgement(count: Count, barWidth: number, paint: Paint): string {
  const { value, expected } = count
  const hasBar = expected !== undefined && value !== expected && barWidth >= shortestBar
  return `${hasBar ? `  ${paint.bad(barOf(value, expected, barWidth))}` : ''}${paint.quiet(solutionOf(count))}`
}

function solutionOf({ expected }: Count): string {
  return expected === undefined ? '' : `  (solution: ${expected})`
}

function barOf(value: number, expected: number, width: number): string {
  const length = Math.round((value / Math.max(value, expected)) * width)
  return '▇'.repeat(Math.max(value > 0 ? 1 : 0, length)).padEnd(width)
}

function renderRows(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  width: number,
): string[] {
  const shown = rows.slice(0, mostRows)
  const widths = columns.map((name, at) =>
    Math.max(...[name, ...shown.map((row) => row[at] ?? '')].map((cell) => stringWidth(String(cell)))),
  )
  const line = (cells: readonly (string | number)[]): string =>
    columns
      .map((_, at) => pad(cells[at] ?? '', widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  const table = [line(columns), ...shown.map(line)].flatMap((text) => wrap(text, width))
  return rows.length > shown.length ? [...table, `… ${rows.length - shown.length} more rows`] : table
}

function pad(cell: string | number, width: number): string {
  const gap = ' '.repeat(Math.max(0, width - stringWidth(String(cell))))
  return typeof cell === 'number' ? gap + cell : cell + gap
}

function renderHistogram({ buckets, unit }: Extract<Evidence, { kind: 'histogram' }>): string[] {
  const most = Math.max(1, ...buckets.map(({ count }) => count))
  const bounds = buckets.map(({ upTo }) => `≤ ${Number(upTo.toPrecision(3))} ${unit}`)
  const boundWidth = Math.max(0, ...bounds.map((bound) => bound.length))
  return buckets.map(({ count }, at) => {
    const length = count === 0 ? 0 : Math.max(1, Math.round((count / most) * longestBar * 2))
    return `${(bounds[at] ?? '').padStart(boundWidth)}  ${'▇'.repeat(length)}${length > 0 ? ' ' : ''}${count}`
  })
}
