import type { Chart, Line } from '../../figures/view.ts'
import { fitToWidth } from '../../terminal/fit-to-width.ts'
import type { PictureView } from './picture-view.ts'
import { columnOf } from './places.ts'
import { renderAxis } from './render-axis.ts'

const drawnLevels = [...'▁▂▃▄▅▆▇█']
const plainLevels = [...'0123456789']

/** Each line is a row of levels with its highest value behind it, so that lines lie one below the other. */
export function renderChart({ x, y, lines, limit, points }: Chart, view: PictureView): string[] {
  const { paint, screen } = view
  const labels = [...lines.map(({ label }) => label), limit?.label ?? '']
  const labelWidth = Math.max(...labels.map((label) => label.length))
  const tail = ` max ${Math.max(y.until, 0)}`.length
  const width = view.width - labelWidth - 2 - tail
  const levels = screen.isPlain ? plainLevels : drawnLevels
  const row = (label: string, heights: readonly (number | undefined)[], behind: string): string =>
    `${fitToWidth(label, labelWidth)}  ${heights.map((height) => levelOf(height, y.until, levels)).join('')}${behind}`
  const rows = lines.map((line) => {
    const highest = Math.max(0, ...line.points.map(([, height]) => height))
    return row(line.label, heightsOf(line, x.until, width), ` max ${highest}`)
  })
  const limitRow = limit
    ? [
        paint.quiet(
          row(
            limit.label,
            Array.from({ length: width }, () => limit.y),
            '',
          ),
        ),
      ]
    : []
  const pointRows = points.map(({ label, x: across, y: up }) => `${label}: ${across} ${x.unit}, ${up} ${y.unit}`.trim())
  const scale = `a full row is ${y.until} ${y.unit}`.trim()
  return [
    ...rows,
    ...limitRow,
    `${' '.repeat(labelWidth + 2)}${renderAxis({ axis: x }, width, view)}`,
    ...pointRows,
    paint.quiet(screen.isPlain ? `${scale}; 0 is none, 9 is full` : scale),
  ]
}

/** The highest point in each column; a column without one goes on from the column before, up to the last point. */
function heightsOf({ points }: Line, until: number, width: number): (number | undefined)[] {
  const heights: (number | undefined)[] = Array.from({ length: width }, () => undefined)
  for (const [across, up] of points) {
    const column = columnOf(across, until, width)
    heights[column] = Math.max(heights[column] ?? 0, up)
  }
  const last = heights.findLastIndex((height) => height !== undefined)
  for (let column = 1; column < last; column++) heights[column] ??= heights[column - 1]
  return heights
}

function levelOf(height: number | undefined, until: number, levels: readonly string[]): string {
  if (height === undefined) return ' '
  return levels[Math.min(levels.length - 1, Math.ceil((height / until) * (levels.length - 1)))] ?? ' '
}
