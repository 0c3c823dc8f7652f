import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { twoVitestCopies } from './two-vitest-copies.ts'

const kit = { version: '5.1.1', folder: '/course/node_modules/vitest' }

test('a vitest of the workspace beside that of the kit is named, whatever its version', () => {
  for (const version of ['4.0.0', '5.1.1']) {
    const workspace = { version, folder: '/katas/node_modules/vitest', workspaceFolder: '/katas' }
    expect(twoVitestCopies.find(someFacts({ vitest: { kit, workspace } }))).toMatchObject([
      {
        state: 'note',
        found: `${version} in the workspace (/katas/node_modules/vitest), 5.1.1 in the kit`,
        mend: 'cd /katas && npm install --save-exact vitest@5.1.1 && npm dedupe',
      },
    ])
  }
})

test('one copy, by whatever way, is well', () => {
  expect(
    twoVitestCopies.find(someFacts({ vitest: { kit, workspace: { ...kit, workspaceFolder: '/katas' } } })),
  ).toEqual([])
})
