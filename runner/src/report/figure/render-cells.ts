import wrapAnsi from 'wrap-ansi'
import type { Table } from '../../figures/view.ts'
import type { PictureView } from './picture-view.ts'

const gap = '  '

/** A table as lines: numbers to the right, words to the left. Where there is no room, header and last column wrap. */
export function renderCells({ header, rows }: Table, { paint, width }: PictureView): string[] {
  const isNumber = header.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'))
  const body = rows.map((row) => row.map(String))
  const widths = chooseWidths(header, body, width)
  const lay = (row: readonly string[]): string[] => layRow(row, widths, isNumber)
  return [...lay(header).map((line) => paint.strong(line)), ...body.flatMap(lay)]
}

function chooseWidths(header: readonly string[], body: readonly (readonly string[])[], width: number): number[] {
  const widest = (at: number): number => Math.max(0, ...body.map((row) => row[at]?.length ?? 0))
  const natural = header.map((text, at) => Math.max(text.length, widest(at)))
  const room = width - gap.length * (header.length - 1)
  if (sum(natural) <= room) return natural
  const narrow = header.map((text, at) => Math.max(widest(at), ...text.split(' ').map((word) => word.length)))
  const last = Math.max(10, room - sum(narrow.slice(0, -1)))
  return [...narrow.slice(0, -1), Math.min(last, narrow.at(-1) ?? last)]
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, each) => total + each, 0)
}

/** One row as the lines that its longest cell needs. */
function layRow(row: readonly string[], widths: readonly number[], isNumber: readonly boolean[]): string[] {
  const cells = row.map((text, at) => wrapAnsi(text, widths[at] ?? text.length).split('\n'))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, at) => {
        const text = lines[line] ?? ''
        return isNumber[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)
      })
      .join(gap)
      .trimEnd(),
  )
}
