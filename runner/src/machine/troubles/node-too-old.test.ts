import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { nodeTooOld } from './node-too-old.ts'

const find = (version: string) =>
  nodeTooOld.find(someFacts({ node: { ...someFacts().node, ofShell: { file: '/usr/bin/node', version } } }))

test.each(['v18.19.1', 'v20.20.2', 'v22.11.0'])('%s on PATH is too old for an editor, and commands work', (version) => {
  expect(find(version)).toMatchObject([
    {
      state: 'note',
      found: `${version} on PATH (/usr/bin/node), v26.10.0 for kata`,
      means: expect.stringContaining('Commands of `kata` work.'),
      mend: 'nvm install 24',
    },
  ])
})

test.each(['v22.12.0', 'v24.1.0', 'v26.10.0'])('%s is new enough', (version) => expect(find(version)).toEqual([]))

test('no other Node than the pinned one is well', () => expect(nodeTooOld.find(someFacts())).toEqual([]))
