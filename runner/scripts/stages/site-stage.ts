import { join } from 'node:path'
import { runProgram } from '../tools/run-program.ts'
import { oneCheck, type Stage } from './stage.ts'

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
