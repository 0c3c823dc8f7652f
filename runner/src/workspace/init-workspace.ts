import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isClone } from './is-clone.ts'
import { guardWrites, writeIfAbsent } from './safe-files.ts'
import {
  renderPackageJson,
  renderTsconfig,
  renderVitestConfig,
  vscodeExtensions,
  vscodeSettings,
} from './workspace-files.ts'

interface InitResult {
  /** Names of the files that were written. */
  readonly written: readonly string[]
  /** Names of the files that were there before and were left as they are. */
  readonly kept: readonly string[]
  /** Whether packages have to be installed before a test can run. */
  readonly needsInstall: boolean
}

/** Makes `folder` a workspace. Files that exist are never overwritten, so it may be repeated. */
export function initWorkspace(folder: string, packageRoot: string): InitResult {
  const isSource = isClone(packageRoot)
  const isInsideClone = isSource && !relative(packageRoot, folder).startsWith('..')
  const files: Record<string, string> = {
    'vitest.config.ts': renderVitestConfig(isSource ? slashes(relative(folder, packageRoot)) : undefined),
    'tsconfig.json': renderTsconfig(isSource),
    '.vscode/settings.json': vscodeSettings,
    '.vscode/extensions.json': vscodeExtensions,
    ...(isInsideClone
      ? {}
      : { 'package.json': renderPackageJson(packageRoot, isSource), '.gitignore': 'node_modules/\n' }),
    // Last: its presence says that the rest is there.
    'loadbearing.json': '{ "version": 1 }\n',
  }
  const names = Object.keys(files)
  const written = names.filter((name) => writeIfAbsent(join(folder, name), files[name] ?? ''))
  if (isSource && !isInsideClone) linkPackages(folder, packageRoot)
  const needsInstall = !isInsideClone && !isReachable(folder)
  return { written, kept: names.filter((name) => !written.includes(name)), needsInstall }
}

/** Packages that a learner's file or its test may import. */
const neededPackages = ['vitest', 'pg', 'ioredis', 'kafkajs', '@types/node', '@types/pg']

// A clone's own packages serve a workspace anywhere on the machine, without a second install.
function linkPackages(folder: string, packageRoot: string): void {
  const modules = join(folder, 'node_modules')
  if (existsSync(modules)) return
  guardWrites(modules, () => {
    for (const name of [...neededPackages, 'loadbearing']) {
      const link = join(modules, name)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(name === 'loadbearing' ? packageRoot : join(packageRoot, 'node_modules', name), link, 'junction')
    }
  })
}

function isReachable(folder: string): boolean {
  if (existsSync(join(folder, 'node_modules', 'loadbearing'))) return true
  const parent = dirname(folder)
  return parent !== folder && isReachable(parent)
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/')
}
