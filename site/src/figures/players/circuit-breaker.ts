import { model } from '../../../../runner/src/figures/circuit-breaker/model.ts'
import { drawChart } from '../draw-chart.ts'
import { drawLanes } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('circuit-breaker', model, { lanes: drawLanes, chart: drawChart })
