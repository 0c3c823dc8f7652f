import { describe, expect, test } from 'vitest'
import { EditedFile } from './edited-file.ts'

describe('EditedFile', () => {
  const file = new EditedFile('a.sql', '/work/a.sql', '\uFEFFone\r\ntwo\r\n')

  test('has LF ends and no byte order mark', () => {
    expect(file.text).toBe('one\ntwo\n')
  })

  test('counts lines and columns from 1', () => {
    expect([0, 3, 4, 6].map((offset) => file.positionAt(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 4 },
      { line: 2, column: 1 },
      { line: 2, column: 3 },
    ])
  })

  test('makes errors whose stack begins in it', () => {
    for (const error of [file.refused('no', { line: 2, column: 3 }), file.failed('no', { line: 2, column: 3 })]) {
      expect(error.message).toBe('no')
      expect(error.stack?.split('\n')[1]).toBe('    at /work/a.sql:2:3')
      expect(error.stack?.split('\n').length).toBeGreaterThan(2)
    }
  })
})
