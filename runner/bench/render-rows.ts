/** One measured number, beside what it is compared with. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB'
  /** Of the row that stands beside it: `node -e 0`, the bare `vitest run`. */
  readonly beside?: number
  readonly limit?: string
}

function cell(value: number | undefined, unit: string): string {
  return value === undefined ? '' : `${value.toFixed(0)} ${unit}`
}

const nameWidth = 50

/** A table with ratios. */
export function renderRows(rows: readonly BenchRow[]): string {
  const lines = rows.map(({ name, value, unit, beside, limit = '' }) => {
    const ratio = beside === undefined ? '' : (value / beside).toFixed(2)
    return [
      name.padEnd(nameWidth),
      cell(value, unit).padStart(9),
      cell(beside, unit).padStart(9),
      ratio.padStart(7),
      `  ${limit}`,
    ]
  })
  const head = ['', 'measured', 'beside', 'ratio', '  limit']
  const widths = [nameWidth, 9, 9, 7, 0]
  return [head.map((text, index) => text.padStart(widths[index] ?? 0)), ...lines]
    .map((line) => line.join('').trimEnd())
    .join('\n')
}
