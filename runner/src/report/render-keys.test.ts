import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { renderKeys } from './render-keys.ts'

const keys = [
  { key: 'r', does: 'run' },
  { key: 'h', does: 'hint' },
  { key: 'e', does: 'evidence' },
  { key: 'q', does: 'quit' },
]

test('keys stand in one line where there is room, else in several', () => {
  expect(renderKeys(keys, someScreen({ columns: 60 }))).toBe('   r run   h hint   e evidence   q quit\n')
  expect(renderKeys(keys, someScreen({ columns: 28 }))).toBe('   r run   h hint\n   e evidence   q quit\n')
})

test('a screen reader hears a sentence', () => {
  expect(renderKeys(keys, someScreen({ isPlain: true }))).toBe('Keys: r: run, h: hint, e: evidence, q: quit.\n')
})
