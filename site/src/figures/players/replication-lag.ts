import { model } from '../../../../runner/src/figures/replication-lag/model.ts'
import { drawChart } from '../draw-chart.ts'
import { drawLanes } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('replication-lag', model, { lanes: drawLanes, chart: drawChart })
