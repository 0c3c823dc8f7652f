import { model } from '../../../../runner/src/figures/picking-a-server/model.ts'
import { drawChart } from '../draw-chart.ts'
import { drawBars } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('picking-a-server', model, { chart: drawChart, bars: drawBars })
