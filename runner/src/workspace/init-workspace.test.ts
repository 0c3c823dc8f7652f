import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { packageRoot as clone } from '../../test/support/fixture-course.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { initWorkspace } from './init-workspace.ts'

function installedPackage(): { folder: string; packageRoot: string } {
  const folder = temporaryFolder()
  const packageRoot = join(folder, 'node_modules', 'loadbearing')
  mkdirSync(packageRoot, { recursive: true })
  writeFileSync(join(packageRoot, 'package.json'), readFileSync(join(clone, 'package.json')))
  return { folder, packageRoot }
}

test('a workspace of an installed package names the exact versions', () => {
  const { folder, packageRoot } = installedPackage()
  const result = initWorkspace(folder, packageRoot)
  const own = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'))
  const written = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  expect(written.dependencies).toMatchObject({ loadbearing: own.version, vitest: own.dependencies.vitest })
  expect(readFileSync(join(folder, 'vitest.config.ts'), 'utf8')).toContain("from 'loadbearing/vitest'")
  expect(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).not.toContain('customConditions')
  expect(result.written).toContain('loadbearing.json')
  expect(result.needsInstall).toBe(false)
})

test('files that exist are never overwritten, so it may be repeated', () => {
  const { folder, packageRoot } = installedPackage()
  writeFileSync(join(folder, 'package.json'), '{}')
  const { written, kept } = initWorkspace(folder, packageRoot)
  expect(kept).toEqual(['package.json'])
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{}')
  expect(initWorkspace(folder, packageRoot)).toMatchObject({ written: [], kept: expect.arrayContaining([...written]) })
})

test('a workspace inside a clone is a part of its package', () => {
  const folder = join(clone, '.staging', `init-${process.pid}`)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { written, needsInstall } = initWorkspace(folder, clone)
  expect(written).not.toContain('package.json')
  expect(needsInstall).toBe(false)
  expect(readFileSync(join(folder, 'vitest.config.ts'), 'utf8')).toContain(
    "from '../../runner/src/kit/vitest-config.ts'",
  )
  expect(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).toContain('"source"')
})

test("a workspace outside a clone is served by the clone's packages", () => {
  const folder = temporaryFolder()
  expect(initWorkspace(folder, clone).needsInstall).toBe(false)
  expect(existsSync(join(folder, 'node_modules', 'loadbearing', 'package.json'))).toBe(true)
  expect(existsSync(join(folder, 'node_modules', 'vitest', 'package.json'))).toBe(true)
})
