import { model } from '../../../../runner/src/figures/hash-ring/model.ts'
import { drawRing } from '../draw-ring.ts'
import { drawBars } from '../draw-rows.ts'
import { startPlayer } from '../figure-player.ts'

startPlayer('hash-ring', model, { bars: drawBars, ring: drawRing })
