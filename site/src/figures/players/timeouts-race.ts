import { model } from '../../../../runner/src/figures/timeouts-race/model.ts'
import { drawLanes } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('timeouts-race', model, { lanes: drawLanes })
