import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../../runner/scripts/tools/run-program.ts'
import { siteFolder } from './site-folder.ts'

/** Says what is installed: the lockfile as it was when `npm ci` last came to its end. */
const installedFrom = join(siteFolder, 'node_modules', '.installed-from')
const lockfile = join(siteFolder, 'package-lock.json')

/**
 * Installs the site's packages, when they are missing or not those of the lockfile. A learner never needs them, so
 * `npm ci` of the course leaves them out.
 *
 * @returns whether they are there
 */
export async function installSite(write: (text: string) => void): Promise<boolean> {
  const wanted = readFileSync(lockfile, 'utf8')
  if (existsSync(installedFrom) && readFileSync(installedFrom, 'utf8') === wanted) return true
  write("Installing the site's own packages (once, about 160 MB) …\n")
  const [program, args] = npm()
  const { exitCode } = await runProgram(program, [...args, 'ci', '--no-progress'], { cwd: siteFolder, onOutput: write })
  if (exitCode !== 0) return false
  writeFileSync(installedFrom, wanted)
  return true
}

// Under `npm run`, npm says where it lies; so the pinned Node runs it, whichever Node is on PATH.
function npm(): readonly [string, readonly string[]] {
  const script = process.env['npm_execpath']
  return script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
}
