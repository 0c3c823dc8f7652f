import { expect, test } from 'vitest'
import { someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { nodeEmulated } from './node-emulated.ts'

const node = { version: 'v26.10.0', arch: 'x64', cores: 8, isTranslated: true }

test('a Node that macOS translates is told', () => {
  expect(nodeEmulated.find(someFacts({ platform: 'darwin', node }))).toMatchObject([
    { found: 'v26.10.0 for x64, and this machine is arm64' },
  ])
})

test('so is one for another processor than an engine in the same kernel', () => {
  const engine = someEngine({ arch: 'arm64' })
  expect(nodeEmulated.find(someFacts({ engine }))).toMatchObject([
    { found: "v26.10.0 for x64, and the engine's kernel is arm64" },
  ])
})

test('an engine in a virtual machine says nothing of it', () => {
  const engine = someEngine({ arch: 'arm64', isOnThisMachine: false })
  expect(nodeEmulated.find(someFacts({ engine }))).toEqual([])
})
