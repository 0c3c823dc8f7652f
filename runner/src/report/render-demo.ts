import stringWidth from 'string-width'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

interface ShownDemo {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  readonly claims: readonly { readonly sentence: string; readonly holds: boolean }[]
}

/** A demo's table, and which of the lesson's claims it bears out. */
export function renderDemo(demo: ShownDemo, screen: Screen): string {
  const paint = paintFor(screen)
  const [head = '', ...body] = renderDemoTable(demo).split('\n')
  const claims = demo.claims.map(({ sentence, holds }) => {
    const mark = screen.isPlain ? (holds ? 'Holds:' : 'Does not hold:') : holds ? paint.good('✓') : paint.bad('✗')
    return ` ${mark} ${sentence}${holds || screen.isPlain ? '' : paint.bad(' (not here)')}`
  })
  const table = [paint.strong(head), ...body].map((line) => `   ${line}`)
  return ['', ` ${paint.heading(demo.title)}`, '', ...table, '', ...claims, '', ''].join('\n')
}

/** The table alone, as plain text: numbers to the right, words to the left. */
export function renderDemoTable({ columns, rows }: Pick<ShownDemo, 'columns' | 'rows'>): string {
  const cells = [columns, ...rows.map((row) => row.map(String))]
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at] ?? ''))))
  const isNumber = columns.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'))
  const pad = (text: string, at: number): string => {
    const space = ' '.repeat((widths[at] ?? 0) - stringWidth(text))
    return isNumber[at] ? space + text : text + space
  }
  return cells
    .map((row) =>
      columns
        .map((_, at) => pad(row[at] ?? '', at))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
