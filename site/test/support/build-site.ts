import { join } from 'node:path'
import { runProgram } from '../../../runner/scripts/tools/run-program.ts'
import { siteFolder } from '../../scripts/site-folder.ts'

/** Builds the whole site into a folder, as `npm run site:build` does. */
export async function buildSite(folder: string, base: string): Promise<void> {
  const script = join(siteFolder, 'scripts/build.ts')
  const { exitCode, output } = await runProgram(process.execPath, [script, '--base', base, '--out', folder], {
    cwd: siteFolder,
  })
  if (exitCode !== 0) throw new TypeError(`The site was not built:\n${output}`)
}
