import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandTable } from '../src/commands/index.ts'
import { vscodeExtensions } from '../src/workspace/workspace-files.ts'

interface DevContainer {
  readonly image: string
  readonly features: Readonly<Record<string, unknown>>
  readonly postCreateCommand: string
  readonly customizations: { readonly vscode: { readonly extensions: readonly string[] } }
}

const folder = join(import.meta.dirname, '../..')
const container: DevContainer = JSON.parse(readFileSync(join(folder, '.devcontainer/devcontainer.json'), 'utf8'))

test('the image is one of a known system, with a Node on which vitest runs', () => {
  const [, major] = container.image.match(/^mcr\.microsoft\.com\/devcontainers\/typescript-node:(\d+)-bookworm$/) ?? []
  const vitest = JSON.parse(readFileSync(join(folder, 'node_modules/vitest/package.json'), 'utf8')) as Engines
  expect(vitest.engines.node).toContain(`^${major}.`)
})

interface Engines {
  readonly engines: { readonly node: string }
}

test('every feature is pinned to a version', () => {
  expect(Object.keys(container.features)).not.toEqual([])
  for (const name of Object.keys(container.features))
    expect(name).toMatch(/^ghcr\.io\/devcontainers\/features\/[\w-]+:\d+\.\d+\.\d+$/)
})

test('it installs the packages as the lockfile has them, and then runs commands that there are', () => {
  const [install, ...others] = container.postCreateCommand.split(' && ')
  expect(install).toBe('npm ci')
  const commands = others.map((line) => line.replace(/^npx kata /, ''))
  expect(commandTable.map(({ name }) => name)).toEqual(expect.arrayContaining(commands))
})

test('the editor gets the plug-ins that a workspace recommends', () => {
  const { recommendations } = JSON.parse(vscodeExtensions) as { readonly recommendations: readonly string[] }
  expect(container.customizations.vscode.extensions).toEqual(recommendations)
})
