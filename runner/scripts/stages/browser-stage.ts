import { canInstallPackages } from '../servers/debian-packages.ts'
import { providePackages } from '../servers/provide-packages.ts'
import { findChromium } from '../tools/find-chromium.ts'
import { addCounts, oneCheck, type Stage } from './stage.ts'

/**
 * A stage with tests in a browser: it provides Chromium first, where the distribution has it. Without one those tests
 * are skipped, each counted; in CI that is a failure.
 */
export function browserStage(stage: Stage): Stage {
  return {
    name: stage.name,
    async run(context) {
      const { write, isCI } = context
      if (findChromium() === undefined && canInstallPackages()) await providePackages(['chromium'], write)
      const isThere = findChromium() !== undefined
      if (!isThere) {
        write(` ${isCI ? '✗' : '-'} Chromium: tests in a browser are skipped. Install it, or name one in CHROMIUM.\n`)
      }
      const counts = await stage.run(context)
      return isThere || !isCI ? counts : addCounts([counts, oneCheck(false)])
    },
  }
}
