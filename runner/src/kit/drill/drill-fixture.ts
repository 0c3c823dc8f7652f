import type { Findings } from '../../drills/drill-definition.ts'

/** The running system of a drill, as its test sees it. */
export interface DrillFixture {
  /**
   * Measures the state of the system, once for all tests of a file. Takes seconds. Rejects with DRILL_NOT_RUNNING where
   * the drill has not been started.
   * @example
   * const { refused } = await drill.examine<Examination>()
   * expect(refused, 'The pool is full again.').toBe(0)
   */
  examine<Found extends Findings = Findings>(): Promise<Found>
}
