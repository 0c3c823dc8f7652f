import { model } from '../../../../runner/src/figures/at-least-once/model.ts'
import { drawBars, drawLanes } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('at-least-once', model, { lanes: drawLanes, bars: drawBars })
