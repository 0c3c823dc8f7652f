import { model } from '../../../../runner/src/figures/token-bucket/model.ts'
import { drawChart } from '../draw-chart.ts'
import { drawBars, drawLanes } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('token-bucket', model, { lanes: drawLanes, chart: drawChart, bars: drawBars })
