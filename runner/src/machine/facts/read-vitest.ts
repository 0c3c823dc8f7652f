import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { VitestCopy, VitestFacts } from '../machine-facts.ts'

/** The vitest of the kit, and the one that a test in the workspace would find. */
export function readVitest(packageRoot: string, workspaceFolder: string | undefined): VitestFacts {
  const kit = findVitest(packageRoot) ?? { version: 'none', folder: packageRoot }
  const ofWorkspace = workspaceFolder === undefined ? undefined : findVitest(workspaceFolder)
  return workspaceFolder !== undefined && ofWorkspace
    ? { kit, workspace: { ...ofWorkspace, workspaceFolder } }
    : { kit }
}

/** In the nearest `node_modules` upwards, as Node itself looks. Links lead to one copy under two names. */
function findVitest(folder: string): VitestCopy | undefined {
  const place = join(folder, 'node_modules', 'vitest')
  if (existsSync(join(place, 'package.json'))) {
    const { version = '?' } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { version?: string }
    return { version, folder: realpathSync(place) }
  }
  return dirname(folder) === folder ? undefined : findVitest(dirname(folder))
}
