import wrapAnsi from 'wrap-ansi'
import type { Table } from '../../figures/view.ts'
import type { PictureView } from './picture-view.ts'

const gap = '  '

/** A table as lines: numbers to the right, words to the left; the last column wraps when there is no room for it. */
export function renderCells({ header, rows }: Table, { paint, width }: PictureView): string[] {
  const texts = [header, ...rows.map((row) => row.map(String))]
  const isNumber = header.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'))
  const widths = header.map((_, at) => Math.max(...texts.map((row) => (row[at] ?? '').length)))
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + gap.length, 0)
  const lastWidth = Math.max(10, width - before)
  const lines = texts.map((row) => {
    const cells = row
      .slice(0, -1)
      .map((text, at) => (isNumber[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
    const last = row.at(-1) ?? ''
    const wrapped = isNumber.at(-1) ? last.padStart(widths.at(-1) ?? 0) : wrapAnsi(last, lastWidth)
    return [...cells, wrapped.replaceAll('\n', `\n${' '.repeat(before)}`)].join(gap).trimEnd()
  })
  return lines.flatMap((line, index) =>
    index === 0 ? line.split('\n').map((part) => paint.strong(part)) : line.split('\n'),
  )
}
