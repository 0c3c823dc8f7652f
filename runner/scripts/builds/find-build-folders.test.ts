import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load-course.ts'
import { buildCourse, packageRoot } from '../../test/support/fixture-course.ts'
import { findBuildFolders } from './find-build-folders.ts'

test('the code of the last stage comes first, then the folders of all', async () => {
  expect(findBuildFolders(await loadCourse(buildCourse))).toEqual([
    ...['katas/desk-falls/solution', 'katas/desk-falls', 'katas/desk-shares', 'katas/desk-counts'],
  ])
})

test('the compiler takes the folders of every build of this course for one', async () => {
  const { compilerOptions } = JSON.parse(readFileSync(join(packageRoot, 'tsconfig.json'), 'utf8'))
  const hint = 'Run `node runner/bin/pinned-node.cjs runner/scripts/write-build-folders.ts`.'
  expect(compilerOptions.rootDirs ?? [], hint).toEqual(findBuildFolders(await loadCourse(packageRoot)))
})
