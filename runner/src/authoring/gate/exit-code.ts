import { type ExitCode, exitCodes } from '../../errors.ts'
import type { GateReport } from './report.ts'

/** A machine that was not ready is never an author's failure. */
export function exitCodeOf({ state }: GateReport): ExitCode {
  return { passed: exitCodes.passed, failed: exitCodes.notPassed, undecided: exitCodes.machineNotReady }[state]
}
