import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixtureCourse } from '../../../test/support/fixture-course.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { fingerprintFiles } from '../../course/kata-fingerprint.ts'
import { loadKata } from '../../course/load-kata.ts'
import { loadKataFingerprint } from '../../course/load-kata-fingerprint.ts'
import { readTree } from '../sources/read-tree.ts'

test('what the gate judged and what lies on the disk have one fingerprint, whatever the line ends', async () => {
  const root = temporaryFolder()
  cpSync(fixtureCourse, root, { recursive: true })
  const kata = await loadKata(root, 'add-up')
  const judged = fingerprintFiles(await readTree(kata.folder, ['.']))
  expect(loadKataFingerprint(kata)).toBe(judged)
  writeFileSync(join(kata.folder, 'new.md'), 'one\r\n')
  const more = loadKataFingerprint(kata)
  writeFileSync(join(kata.folder, 'new.md'), 'one\n')
  expect(loadKataFingerprint(kata)).toBe(more)
  expect(more).not.toBe(judged)
  rmSync(join(kata.folder, 'new.md'))
  expect(loadKataFingerprint(kata)).toBe(judged)
})

test('texts that move from one file to the next change it', () => {
  const one = [
    ['a', 'xy'],
    ['b', 'z'],
  ] as const
  const other = [
    ['a', 'x'],
    ['b', 'yz'],
  ] as const
  expect(fingerprintFiles(one)).not.toBe(fingerprintFiles(other))
  expect(fingerprintFiles(one)).toBe(fingerprintFiles(one.toReversed()))
})
