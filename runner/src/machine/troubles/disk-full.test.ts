import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { diskFull } from './disk-full.ts'

const folder = '/home/me/data'

test('a disk that is nearly full is a note', () => {
  expect(diskFull.find(someFacts({ disk: { folder, freeBytes: 1e9 } }))).toMatchObject([
    { state: 'note', found: '1.0 GB free for /home/me/data', mend: 'kata services stop' },
  ])
})

test('a full one, or one that can not be written, lets no kata run that needs a server', () => {
  const trouble = `${folder} can't be written: the disk is full.`
  for (const disk of [
    { folder, freeBytes: 100e6 },
    { folder, freeBytes: 80e9, trouble },
  ]) {
    const [finding] = diskFull.find(someFacts({ disk }))
    expect(finding).toMatchObject({
      state: 'missing',
      katas: expect.arrayContaining(['lost-update', 'passive-health']),
    })
    expect(finding?.means).toContain('6 katas need this: ')
  }
})

test('a disk with room is well', () => expect(diskFull.find(someFacts())).toEqual([]))
