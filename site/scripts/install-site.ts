import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../../runner/scripts/tools/run-program.ts'
import { siteFolder } from './site-folder.ts'

/** What is wanted of the site's packages: those that make pages, or the tools of its tests, too. */
export type SitePackages = 'pages' | 'all'

/** Says what is installed: which packages, and the lockfile as it was when `npm ci` came to its end. */
const stampFile = join(siteFolder, 'node_modules', '.installed-from')
const lockfile = join(siteFolder, 'package-lock.json')

/**
 * Installs the site's packages, when they are missing or not those of the lockfile. A learner never needs them, so
 * `npm ci` of the course leaves them out.
 *
 * @returns whether they are there
 */
export async function installSite(packages: SitePackages, write: (text: string) => void): Promise<boolean> {
  const isThere = (kind: SitePackages) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOf(kind)
  if (isThere('all') || isThere(packages)) return true
  write("Installing the site's own packages, once …\n")
  const [program, args] = npm()
  const omit = packages === 'all' ? [] : ['--omit=dev']
  const all = [...args, 'ci', '--no-progress', ...omit]
  const { exitCode } = await runProgram(program, all, { cwd: siteFolder, onOutput: write })
  if (exitCode !== 0) return false
  writeFileSync(stampFile, stampOf(packages))
  return true
}

function stampOf(packages: SitePackages): string {
  return `${packages}\n${readFileSync(lockfile, 'utf8')}`
}

// Under `npm run`, npm says where it lies; so the pinned Node runs it, whichever Node is on PATH.
function npm(): readonly [string, readonly string[]] {
  const script = process.env['npm_execpath']
  return script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
}
