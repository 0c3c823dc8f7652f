import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findTool } from '../../scripts/tools/find-tool.ts'
import { loadCourse } from '../../src/course/load-course.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { ownKata } from '../support/own-kata.ts'
import { runProgram } from '../support/run-program.ts'

// An editor's plug-in runs vitest and the compiler in the folder that is open, as here.
test('in a workspace outside the clone an editor finds every kata’s test, and the types of every starter', async () => {
  const kata = ownKata({ KATA_COURSE: packageRoot })
  // To start a drill brings a system up.
  const katas = [...(await loadCourse(packageRoot)).katas.values()].filter(({ kind }) => kind !== 'drill')
  const slugs = katas.map(({ slug }) => slug)
  expect((await kata.run('init', kata.workspace)).code).toBe(0)
  for (const slug of slugs) expect((await kata.run('start', slug)).code, slug).toBe(0)
  const options = { cwd: kata.workspace, env: { ...kata.env } }

  const listed = await runProgram(process.execPath, [...findTool('vitest'), 'list', '--filesOnly', '--json'], options)
  expect(listed.code, listed.stderr).toBe(0)
  const files = (JSON.parse(listed.stdout) as readonly { readonly file: string }[]).map(({ file }) => file)
  // The stages of a build lie in one folder.
  const tests = katas.map(({ slug, build = slug, testName }) => join(kata.workspace, build, testName))
  expect(files.toSorted()).toEqual(tests.toSorted())

  const checked = await runProgram(process.execPath, [...findTool('typescript', 'tsc'), '--noEmit', '-p', '.'], options)
  expect({ output: checked.stdout + checked.stderr, code: checked.code }).toEqual({ output: '', code: 0 })
})
