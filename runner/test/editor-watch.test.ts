import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startVitest, type TestCase } from 'vitest/node'
import { initWorkspace } from '../src/workspace/init-workspace.ts'
import { packageRoot } from './support/fixture-course.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const kata = join(packageRoot, 'runner/test/fixtures/runs-course/katas/limits')

// What an editor's plug-in does when it runs tests continuously.
test('a watching vitest judges again when a file is saved that is no TypeScript', async () => {
  const workspace = temporaryFolder()
  initWorkspace(workspace, packageRoot)
  mkdirSync(join(workspace, 'limits'))
  for (const name of ['limits.conf', 'limits.test.ts']) cpSync(join(kata, name), join(workspace, 'limits', name))
  writeFileSync(join(workspace, 'limits', 'kata.json'), '{}')

  const ends: string[] = []
  const vitest = await startVitest('test', [], {
    root: workspace,
    watch: true,
    reporters: [{ onTestCaseResult: (ended) => void ends.push(describeEnd(ended.result())) }],
  })
  onTestFinished(() => vitest.close())
  await vi.waitFor(() => expect(ends).toEqual(['4 workers have a queue of 100.']), { timeout: 20_000 })

  cpSync(join(kata, 'wrong/no-value.conf'), join(workspace, 'limits/limits.conf'))
  await vi.waitFor(() => expect(ends[1]).toBe(`unknown directive "queue", at limits.conf:3:1`), { timeout: 20_000 })
  cpSync(join(kata, 'solution/limits.conf'), join(workspace, 'limits/limits.conf'))
  await vi.waitFor(() => expect(ends[2]).toBe('passed'), { timeout: 20_000 })
})

function describeEnd({ state, errors }: ReturnType<TestCase['result']>): string {
  const [error] = errors ?? []
  if (error === undefined) return state
  const [frame] = error.stacks ?? []
  const place = frame ? `, at ${frame.file.split('/').at(-1)}:${frame.line}:${frame.column}` : ''
  return error.name === 'RefusedFile' ? `${error.message}${place}` : error.message.replace(/: expected.*/s, '')
}
