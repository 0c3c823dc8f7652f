import { drawChart } from './draw-chart.ts'
import type { Drawings } from './draw-pictures.ts'
import { drawRing } from './draw-ring.ts'
import { drawBars, drawLanes } from './draw-rows.ts'

/** For the build, which draws every figure. */
export const allDrawings: Required<Drawings> = { lanes: drawLanes, chart: drawChart, bars: drawBars, ring: drawRing }
