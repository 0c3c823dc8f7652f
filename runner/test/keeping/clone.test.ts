import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ownClone } from '../support/own-clone.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// A whole program is started for each line that a learner types here, and a busy machine takes seconds for one.
vi.setConfig({ testTimeout: 180_000 })

test('`git clean -fdx` in a clone loses neither progress nor code, and a fresh clone goes on with both', async () => {
  const home = temporaryFolder()
  const { folder, run, clean } = ownClone(home)
  await run('start', 'add-up')
  writeFileSync(join(folder, 'workspace/add-up/add-up.ts'), 'mine')
  await run('reset', 'add-up', '--yes')
  clean()
  expect(existsSync(join(folder, 'workspace'))).toBe(false)

  const first = await run('progress')
  expect(first.stderr).toMatch(/Brought back from .*: 2 events and 1 version of your code/)
  expect(first.stdout).toContain('add-up')
  expect((await run('attempts', 'add-up')).stdout).toContain('1 version is kept')
  const again = await run('start', 'add-up')
  expect(again.stderr).toBe('')
  expect(again.stdout).toContain('kata attempts add-up --restore 1')

  const fresh = ownClone(home)
  const other = await fresh.run('attempts', 'add-up', '--diff', '1')
  expect(other.stderr).toContain(`the copy of ${join(folder, 'workspace')}`)
  expect(other.stdout).toContain('- mine')
})
