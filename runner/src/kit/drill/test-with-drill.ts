import { test as base } from 'vitest'
import type { DrillFixture } from './drill-fixture.ts'
import type { DrillUnderTest } from './drill-under-test.ts'

/** Of a test of a drill. */
export interface DrillFixtures {
  /** @internal The system of the drill that the test file belongs to. */
  drillOfFile: { underTest: DrillUnderTest | undefined }
  /**
   * The running system of a drill: the one that `kata start` has brought up, or, in the author's gate, one on which a
   * playbook has acted.
   * @example
   * const { refused } = await drill.examine<Examination>()
   * expect(refused, 'The pool is full again.').toBe(0)
   */
  drill: DrillFixture
}

/** Vitest's `test` with the system of a drill, which lives as long as its file. */
export const test = base.extend<DrillFixtures>({
  drillOfFile: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what a fixture needs
    async ({}, use) => {
      const box: DrillFixtures['drillOfFile'] = { underTest: undefined }
      await use(box)
      await box.underTest?.[Symbol.asyncDispose]()
    },
    { scope: 'file' },
  ],
  drill: async ({ drillOfFile, task }, use) => {
    const { openDrill } = await import('./open-drill.ts')
    await use(await openDrill(drillOfFile, task))
  },
})
