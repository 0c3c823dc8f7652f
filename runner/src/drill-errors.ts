import { type CatalogueEntry, exitCodes } from './catalogue-entry.ts'

/** What can go wrong with the running system of a drill. */
export const drillErrors = {
  DRILL_NOT_RUNNING: {
    title: 'The drill does not run.',
    hint: 'Start it in another terminal with `kata start <drill>`; it runs until Ctrl-C.',
    exitCode: exitCodes.machineNotReady,
  },
  DRILL_RUNS_ALREADY: {
    title: 'This drill runs already.',
    hint: 'Use the terminal in which it runs, or end it there with Ctrl-C.',
    exitCode: exitCodes.wrongUsage,
  },
  DRILL_FAILED: {
    title: 'The system of the drill ended by itself.',
    hint: 'Start it again with `kata start <drill>`. `kata doctor` tells what this machine lacks.',
    exitCode: exitCodes.machineNotReady,
  },
} as const satisfies Record<string, CatalogueEntry>
