import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { readDisk } from './read-disk.ts'

test('a folder that is not made yet is on the disk of the one above', async () => {
  const folder = join(temporaryFolder(), 'a', 'b')
  vi.stubEnv('KATA_HOME', folder)
  const disk = await readDisk()
  vi.unstubAllEnvs()
  expect(disk).toEqual({ folder, freeBytes: expect.any(Number) })
  expect(disk.freeBytes).toBeGreaterThan(0)
})
