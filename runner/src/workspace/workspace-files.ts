import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { learnerCompilerOptions, sourceConditions } from '../learner-compiler-options.ts'

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** `clone` is the way from the workspace to the clone, with slashes; without one, the package is installed. */
export function renderVitestConfig(clone?: string): string {
  const from =
    clone === undefined
      ? 'loadbearing/vitest'
      : `${clone.startsWith('.') ? '' : './'}${clone}/runner/src/kit/vitest-config.ts`
  return `import { workspaceConfig } from '${from}'\n\nexport default workspaceConfig()\n`
}

/** What an editor reads to check the files of a workspace. */
export function renderTsconfig(isClone: boolean): string {
  return pretty({
    compilerOptions: { ...learnerCompilerOptions, ...(isClone ? sourceConditions : {}) },
    include: ['**/*.ts'],
    exclude: ['attempts', 'node_modules'],
  })
}

/** With the exact versions that this package was tested with. */
export function renderPackageJson(packageRoot: string, isClone: boolean): string {
  const own: PackageJson = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  const version = (name: string): string => own.dependencies[name] ?? own.devDependencies?.[name] ?? 'latest'
  const exact = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, version(name)]))
  return pretty({
    name: 'my-loadbearing-workspace',
    private: true,
    type: 'module',
    dependencies: {
      loadbearing: isClone ? `file:${packageRoot}` : own.version,
      ...exact(['vitest', 'pg', 'ioredis', 'kafkajs']),
    },
    devDependencies: exact(['@types/node', '@types/pg']),
  })
}

interface PackageJson {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

export const vscodeSettings = pretty({
  'typescript.preferences.importModuleSpecifierEnding': 'js',
  'files.eol': '\n',
  'files.exclude': { 'progress.jsonl': true },
})

export const vscodeExtensions = pretty({ recommendations: ['vitest.explorer'] })
