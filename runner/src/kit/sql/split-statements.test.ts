import { describe, expect, test } from 'vitest'
import { splitStatements } from './split-statements.ts'

const textsOf = (script: string): string[] => splitStatements(script).map(({ text }) => text)

describe('splitStatements', () => {
  test('finds each statement, and where it begins', () => {
    const script = '-- first\nSELECT 1;\n\n  SELECT 2'
    expect(splitStatements(script)).toEqual([
      { text: 'SELECT 1', offset: 9 },
      { text: 'SELECT 2', offset: 22 },
    ])
  })

  test.each([
    ['a string', "SELECT 'a;b', 'it''s;'"],
    ['an escape string', String.raw`SELECT E'it\';s'`],
    ['a quoted name', 'SELECT "a;""b" FROM t'],
    ['a comment to the end of its line', 'SELECT 1 -- one; two\n, 2'],
    ['a nested comment', 'SELECT 1 /* a; /* b; */ c; */ , 2'],
    ['a dollar-quoted body', 'DO $$ BEGIN PERFORM 1; END $$'],
    ['a body with a tag of its own', 'DO $body$ BEGIN PERFORM $$a;b$$; END $body$'],
  ])('keeps a semicolon in %s', (_, statement) => {
    expect(textsOf(`${statement};SELECT 2`)).toEqual([statement, 'SELECT 2'])
  })

  test('knows a parameter and the end of a word from a quote', () => {
    expect(textsOf("SELECT $1, a$b$ FROM t; SELECT CASE'x'WHEN'\\'THEN 1 END; SELECT $1$2")).toHaveLength(3)
  })

  test('leaves a string that never ends to Postgres, which says so', () => {
    expect(textsOf("SELECT 'a FROM t; SELECT 2")).toEqual(["SELECT 'a FROM t", 'SELECT 2'])
  })

  test('finds nothing among comments', () => {
    expect(textsOf('-- nothing\n/* at all */ ;;\n')).toEqual([])
  })
})
