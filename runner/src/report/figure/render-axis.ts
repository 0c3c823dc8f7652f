import type { Axis } from '../../figures/view.ts'
import type { PictureView } from './picture-view.ts'
import { columnOf } from './places.ts'

interface ShownAxis {
  readonly axis: Axis
  readonly now?: number
}

/** From 0 to the end of the axis, with the moment that has been reached when it is not the end. */
export function renderAxis({ axis, now }: ShownAxis, width: number, { paint, screen }: PictureView): string {
  const end = `${axis.until.toLocaleString('en')} ${axis.unit}`.trim()
  const line = ['0', ...' '.repeat(Math.max(0, width - 1 - end.length)), ...end]
  if (now !== undefined && now < axis.until) {
    const column = Math.max(1, Math.min(columnOf(now, axis.until, width), width - end.length - 2))
    line[column] = screen.isPlain ? '^' : '▲'
  }
  return paint.quiet(line.join(''))
}
