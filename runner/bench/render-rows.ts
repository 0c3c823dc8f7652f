/** One measured number, beside what it is compared with. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB'
  /** Of the row that stands beside it: `node -e 0`, the bare `vitest run`. */
  readonly beside?: number
  readonly limit?: string
}

const widths = [54, 9, 9, 7]

function renderLine([name = '', ...cells]: readonly string[], limit: string): string {
  const placed = cells.map((text, index) => text.padStart(widths[index + 1] ?? 0))
  return [name.padEnd(widths[0] ?? 0), ...placed, `  ${limit}`].join('').trimEnd()
}

export function renderHead(): string {
  return renderLine(['', 'measured', 'beside', 'ratio'], 'limit')
}

/** Rows of a table, with ratios. */
export function renderRows(rows: readonly BenchRow[]): string {
  return rows
    .map(({ name, value, unit, beside, limit = '' }) => {
      const ratio = beside === undefined ? '' : (value / beside).toFixed(2)
      return renderLine([name, cell(value, unit), cell(beside, unit), ratio], limit)
    })
    .join('\n')
}

function cell(value: number | undefined, unit: string): string {
  return value === undefined ? '' : `${value.toFixed(0)} ${unit}`
}
