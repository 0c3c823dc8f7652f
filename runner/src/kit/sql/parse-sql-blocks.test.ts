import { describe, expect, test } from 'vitest'
import { EditedFile } from '../edited-file.ts'
import { parseSqlBlocks } from './parse-sql-blocks.ts'

const parse = (text: string) => parseSqlBlocks(new EditedFile('page.sql', '/work/page.sql', text))

describe('parseSqlBlocks', () => {
  test('takes a file apart at its names, with offsets in the file', () => {
    const text =
      '-- The page.\n\n-- name: migration\nCREATE TABLE t (n int);\nANALYZE t;\n\n-- name: find\n-- $1: n\nSELECT $1;\n'
    const blocks = parse(text)
    expect(blocks.map(({ name, statements }) => [name, ...statements.map((statement) => statement.text)])).toEqual([
      ['migration', 'CREATE TABLE t (n int)', 'ANALYZE t'],
      ['find', 'SELECT $1'],
    ])
    for (const { text: part, offset } of blocks.flatMap(({ statements }) => statements)) {
      expect(text.slice(offset, offset + part.length)).toBe(part)
    }
  })

  test('reads a file with CRLF ends like one with LF ends', () => {
    const blocks = parse('\uFEFF-- name: find\r\nSELECT 1;\r\n')
    expect(blocks).toEqual([{ name: 'find', offset: 0, statements: [{ text: 'SELECT 1', offset: 14 }] }])
  })

  test('refuses a statement that nothing would run, at its line', () => {
    expect(() => parse('-- the page\nSELECT 1;\n-- name: find\nSELECT 2')).toThrow('belongs to no block')
    const error = catchError(() => parse('-- the page\n\n  SELECT 1;\n'))
    expect(error.stack).toContain('    at /work/page.sql:3:3\n')
  })

  test('refuses a name that is used twice, at the second', () => {
    const error = catchError(() => parse('-- name: find\nSELECT 1;\n-- name: find\nSELECT 2;\n'))
    expect(error.message).toBe('There are two blocks named find.')
    expect(error.stack).toContain('    at /work/page.sql:3:1\n')
  })
})

function catchError(work: () => unknown): Error {
  try {
    work()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new TypeError('nothing was thrown')
}
