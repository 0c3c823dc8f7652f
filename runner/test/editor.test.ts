import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findTool } from '../scripts/tools/find-tool.ts'
import { runProgram } from '../scripts/tools/run-program.ts'

const root = join(import.meta.dirname, '../..')

test("an editor's vitest plug-in sees unit tests and the workspace, and nothing of katas/", async () => {
  const args = [...findTool('vitest'), 'list', '--filesOnly', '--json']
  const { exitCode, stdout, output } = await runProgram(process.execPath, args, { cwd: root })
  expect(exitCode, output).toBe(0)
  const listed = JSON.parse(stdout) as readonly { readonly file: string }[]
  const files = listed.map(({ file }) => file.slice(root.length + 1))
  expect(files).toContain('runner/scripts/lockfile/lockfile.test.ts')
  expect(files.filter((file) => !/^(runner\/(src|scripts)|site\/(src|test)|workspace)\//.test(file))).toEqual([])
})
