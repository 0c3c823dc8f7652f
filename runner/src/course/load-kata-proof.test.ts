import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { loadKataProof } from './load-kata-proof.ts'

test('a kata without a file has no proof', () => {
  expect(loadKataProof(temporaryFolder(), 'add-up')).toBeUndefined()
})

test.each(['{"format": "loadb', '{}', '{"format":"loadbearing proof 1"}', 'null'])('%s is no proof', (text) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'add-up.json'), text)
  expect(() => loadKataProof(folder, 'add-up')).toThrow(
    expect.objectContaining({ code: 'COURSE_FILE_INVALID', message: expect.stringContaining('add-up.json') }),
  )
})
