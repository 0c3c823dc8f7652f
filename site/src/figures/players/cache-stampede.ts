import { model } from '../../../../runner/src/figures/cache-stampede/model.ts'
import { drawChart } from '../draw-chart.ts'
import { drawLanes } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('cache-stampede', model, { lanes: drawLanes, chart: drawChart })
