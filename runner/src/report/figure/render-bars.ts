import type { Bars } from '../../figures/view.ts'
import { fitToWidth } from '../../terminal/fit-to-width.ts'
import type { PictureView } from './picture-view.ts'
import { paintTone } from './render-row.ts'

export function renderBars({ axis, bars }: Bars, { paint, screen, width }: PictureView): string[] {
  const labelWidth = Math.max(...bars.map(({ label }) => label.length), 0)
  const behind = bars.map(({ value }) => `${value} of ${axis.until} ${axis.unit}`.trim())
  const room = Math.max(5, width - labelWidth - 4 - Math.max(...behind.map((text) => text.length), 0))
  const barWidth = Math.min(room, 40)
  return bars.map(({ label, value, tone }, index) => {
    const full = Math.round((value / axis.until) * barWidth)
    const [filled, empty] = screen.isPlain ? ['#', '.'] : ['█', '░']
    const bar = paintTone(filled.repeat(full), tone, paint) + paint.quiet(empty.repeat(barWidth - full))
    return `${fitToWidth(label, labelWidth)}  ${bar}  ${behind[index]}`
  })
}
