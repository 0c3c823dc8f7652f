import { model } from '../../../../runner/src/figures/pool-and-littles-law/model.ts'
import { drawChart } from '../draw-chart.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('pool-and-littles-law', model, { chart: drawChart })
