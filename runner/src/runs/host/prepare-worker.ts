// Loaded into each worker ahead of the run for which it waits, so that little but the learner's file is left to load.
import './tap-output.ts'
import { preload } from '../../kit/preload.ts'
import { readServicesAhead } from './services-ahead.ts'

// What can't be loaded ahead fails again, and is told, when the test asks for it.
preload(readServicesAhead(process.env)).catch(() => undefined)
