import { join } from 'node:path'
import { runProgram } from '../tools/run-program.ts'
import { oneCheck, type Stage } from './stage.ts'

/** Types of the site's sources and of its pages: what a page hands to a component is checked, and nothing is unused. */
export const siteTypesStage: Stage = siteStage({
  name: 'site types',
  async run({ root, write }) {
    const check = join(root, 'site/node_modules/@astrojs/check/bin/astro-check.js')
    const args = [check, '--root', '.', '--minimumFailingSeverity', 'hint']
    const { exitCode } = await runProgram(process.execPath, args, { cwd: join(root, 'site'), onOutput: write })
    return oneCheck(exitCode === 0)
  },
})

/** A stage that looks at the site: it installs the site's own packages first, where they are missing. */
export function siteStage(stage: Stage): Stage {
  return {
    name: stage.name,
    async run(context) {
      const install = join(context.root, 'site/scripts/install.ts')
      const options = { cwd: context.root, onOutput: context.write }
      const { exitCode } = await runProgram(process.execPath, ['--conditions=source', install], options)
      return exitCode === 0 ? stage.run(context) : oneCheck(false)
    },
  }
}
