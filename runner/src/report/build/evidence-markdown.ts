import type { Evidence } from '../../evidence.ts'
import { nameClaim, outcomeWords, withoutStop } from '../claim-words.ts'

/** Evidence as Markdown: counts in one table, each other piece below its label. */
export function evidenceMarkdown(evidence: readonly Evidence[]): string[] {
  const counts = evidence.filter((one) => one.kind === 'count')
  const rows = counts.map(({ label, value, unit, expected }) => [
    label,
    `${value}${unit === undefined ? '' : ` ${unit}`}`,
    expected ?? '',
  ])
  const others = evidence.filter((one) => one.kind !== 'count').flatMap(renderOne)
  return [...(rows.length === 0 ? [] : [...markdownTable(['count', 'measured', 'solution'], rows), '']), ...others]
}

function renderOne(one: Exclude<Evidence, { kind: 'count' }>): string[] {
  switch (one.kind) {
    case 'table':
      return [`${one.label}:`, '', ...markdownTable(one.columns, one.rows), '']
    case 'histogram': {
      const rows = one.buckets.map(({ upTo, count }) => [`${Number(upTo.toPrecision(3))} ${one.unit}`, count])
      return [`${one.label}:`, '', ...markdownTable(['up to', 'count'], rows), '']
    }
    case 'timeline': {
      const steps = one.steps.map(({ actor, text, result }, at) => {
        const end = result === undefined ? '' : `: ${result}`
        return `${at + 1}. ${actor} ${text}${end}`
      })
      return [`${one.label}:`, '', ...steps, '']
    }
    case 'claim':
      return [`- Claim ${nameClaim(one)}, ${outcomeWords[one.outcome]}. ${one.claimed}. ${withoutStop(one.seen)}.`, '']
    case 'sheet':
      return []
  }
}

type Cell = string | number

/** A table whose cells may hold anything. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const line = (cells: readonly Cell[]): string => `| ${cells.map((cell) => escapeCell(String(cell))).join(' | ')} |`
  return [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)]
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
}
