import { expect, test } from 'vitest'
import { renderMachineChecks } from './render-machine-checks.ts'

const screen = { columns: 80, hasColour: false, isInteractive: false, isPlain: false }

test('a machine that lacks something is not ready, and the command that mends it stands below', () => {
  const text = renderMachineChecks(
    [
      { name: 'Node', state: 'ok', found: 'v26' },
      {
        name: 'redis',
        state: 'missing',
        found: 'none',
        means: "These katas can't run: a.",
        mend: 'brew install redis',
      },
    ],
    screen,
  )
  expect(text).toBe(`
 ✓ Node               v26
 ✗ redis              none
                      These katas can't run: a.
                      brew install redis

 This machine is not ready yet.
`)
})

test('a note alone leaves the machine ready, in words on a plain screen', () => {
  const text = renderMachineChecks([{ name: 'memory', state: 'note', found: 'little' }], { ...screen, isPlain: true })
  expect(text).toContain('note    memory')
  expect(text).toContain('This machine is ready.')
})
