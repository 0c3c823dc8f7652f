import type { Picture } from '../../figures/view.ts'
import type { PictureView } from './picture-view.ts'
import { renderBars } from './render-bars.ts'
import { renderChart } from './render-chart.ts'
import { renderLanes } from './render-lanes.ts'
import { renderRing } from './render-ring.ts'

/** A picture of a figure as lines of text. */
export function renderPicture(picture: Picture, view: PictureView): string[] {
  switch (picture.kind) {
    case 'lanes':
      return renderLanes(picture, view)
    case 'chart':
      return renderChart(picture, view)
    case 'bars':
      return renderBars(picture, view)
    case 'ring':
      return renderRing(picture, view)
  }
}
