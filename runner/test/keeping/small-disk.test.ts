import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ownKata } from '../support/own-kata.ts'
import { canMakeSmallDisk, smallDisk } from '../support/small-disk.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// A whole program is started for each line that a learner types here, and a busy machine takes seconds for one.
vi.setConfig({ testTimeout: 180_000 })

/** A started kata with a version of the learner's, in a workspace of which the name is given. */
async function learnerAt(places: { KATA_WORKSPACE?: string; KATA_HOME?: string }) {
  const { run, env } = ownKata(places)
  await run('start', 'add-up')
  const file = join(env['KATA_WORKSPACE'] ?? '', 'add-up', 'add-up.ts')
  writeFileSync(file, 'mine')
  return { run, file }
}

test.skipIf(!canMakeSmallDisk)('on a full disk a reset is refused in words, and takes nothing away', async () => {
  const disk = smallDisk()
  const { run, file } = await learnerAt({
    KATA_WORKSPACE: join(disk.folder, 'workspace'),
    KATA_HOME: temporaryFolder(),
  })
  disk.fill()
  const refused = await run('reset', 'add-up', '--yes')
  expect(refused).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringMatching(/disk is full.*WORKSPACE_NOT_WRITABLE/s),
  })
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect((await run('list')).code).toBe(0)
  disk.free()
  expect((await run('reset', 'add-up', '--yes')).code).toBe(0)
  expect((await run('attempts', 'add-up', '--restore', '1')).code).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test.skipIf(!canMakeSmallDisk)(
  'where only the second copy has no room, that is a notice, and all else goes on',
  async () => {
    const disk = smallDisk()
    const { run, file } = await learnerAt({ KATA_HOME: join(disk.folder, 'home') })
    disk.fill()
    expect((await run('reset', 'add-up', '--yes')).code).toBe(0)
    const next = await run('attempts', 'add-up')
    expect(next).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/second copy .* can not be written.*disk is full.*Nothing is lost/s),
    })
    expect(next.stdout).toContain('1 version is kept')
    disk.free()
    expect(await run('attempts', 'add-up', '--restore', '1')).toMatchObject({ code: 0, stderr: '' })
    expect(readFileSync(file, 'utf8')).toBe('mine')
  },
)

test.skipIf(!canMakeSmallDisk)('in a read-only folder one can look, and what writes is refused in words', async () => {
  const disk = smallDisk()
  const { run, file } = await learnerAt({
    KATA_WORKSPACE: join(disk.folder, 'workspace'),
    KATA_HOME: temporaryFolder(),
  })
  await run('reset', 'add-up', '--yes')
  writeFileSync(file, 'mine again')
  disk.makeReadOnly()
  expect((await run('attempts', 'add-up')).stdout).toContain('1 version is kept')
  expect((await run('progress')).stdout).toContain('add-up')
  for (const words of [
    ['reset', 'add-up', '--yes'],
    ['attempts', 'add-up', '--restore', '1'],
    ['start', 'keep-order'],
  ]) {
    const refused = await run(...words)
    expect(refused, words.join(' ')).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toMatch(/read-only.*WORKSPACE_NOT_WRITABLE/s)
  }
  expect(readFileSync(file, 'utf8')).toBe('mine again')
})
