import { model } from '../../../../runner/src/figures/retry-storm/model.ts'
import { drawChart } from '../draw-chart.ts'
import { drawLanes } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('retry-storm', model, { lanes: drawLanes, chart: drawChart })
