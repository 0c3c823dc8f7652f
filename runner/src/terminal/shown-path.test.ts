import { expect, test } from 'vitest'
import { shownPath } from './shown-path.ts'

test('a path near by is shown from here, one far away as it is', () => {
  expect(shownPath('/home/me/workspace/a.ts', '/home/me')).toBe('workspace/a.ts')
  expect(shownPath('/home/me/a.ts', '/home/me/workspace')).toBe('../a.ts')
  expect(shownPath('/tmp/x/a.ts', '/home/me/workspace')).toBe('/tmp/x/a.ts')
  expect(shownPath('/home/me', '/home/me')).toBe('.')
})
