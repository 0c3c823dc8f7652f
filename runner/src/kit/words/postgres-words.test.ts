import { describe, expect, test } from 'vitest'
import type { StatementOutcome } from '../wire/unit.ts'
import { describePostgresUnit } from './postgres-words.ts'

type Answer = Partial<StatementOutcome>

function say(text: string, values: (string | null)[] = [], answer: Answer = {}): string {
  const outcome: StatementOutcome = { columns: [], rows: [], rowCount: answer.rows?.length ?? 0, tag: '', ...answer }
  const {
    text: words,
    result,
    short,
  } = describePostgresUnit({ service: 'postgres', statements: [{ text, values }], outcomes: [outcome] })
  return [words, result ?? '', short ?? ''].join(' | ')
}

const one = (column: string, value: string | null): Answer => ({ columns: [column], rows: [[value]], tag: 'SELECT 1' })

describe('describePostgresUnit', () => {
  test.each([
    ['BEGIN', [], { tag: 'BEGIN' }, 'begins |  | '],
    ['BEGIN ISOLATION LEVEL SERIALIZABLE', [], { tag: 'BEGIN' }, 'begins (SERIALIZABLE) |  | '],
    ['COMMIT', [], { tag: 'COMMIT' }, 'commits |  | commits'],
    ['COMMIT', [], { tag: 'ROLLBACK' }, 'asks to commit, but Postgres rolls back |  | is rolled back'],
    ['ROLLBACK', [], { tag: 'ROLLBACK' }, 'rolls back |  | rolls back'],
    [
      'SELECT balance FROM accounts WHERE id = $1',
      ['1'],
      one('balance', '100'),
      'reads balance from accounts WHERE id = 1 | 100 | reads 100',
    ],
    ['SELECT * FROM jobs', [], { columns: ['id'], rows: [], tag: 'SELECT 0' }, 'reads jobs | no row | reads no row'],
    [
      'SELECT balance\n  FROM accounts -- now\n WHERE id = $1 FOR UPDATE;',
      ['alice'],
      one('balance', '100'),
      "reads and locks balance from accounts WHERE id = 'alice' | 100 | reads and locks 100",
    ],
    [
      'UPDATE accounts SET balance = $1 WHERE id = $2',
      ['150', 'alice'],
      { tag: 'UPDATE 1' },
      "sets balance = 150 in accounts WHERE id = 'alice' | 1 row | writes 150",
    ],
    [
      'UPDATE accounts SET balance = balance + $1 WHERE id = 1',
      ['50'],
      { tag: 'UPDATE 1' },
      'sets balance = balance + 50 in accounts WHERE id = 1 | 1 row | writes balance = balance + 50',
    ],
    [
      'UPDATE jobs SET taken = true WHERE false',
      [],
      { tag: 'UPDATE 0' },
      'sets taken = true in jobs WHERE false | 0 rows | writes nothing to jobs',
    ],
    [
      'INSERT INTO charges (id, cents) VALUES ($1, $2)',
      ['a', null],
      { tag: 'INSERT 0 1' },
      "inserts (id, cents) = ('a', NULL) into charges | 1 row | inserts into charges",
    ],
    [
      'INSERT INTO charges (id) VALUES ($1) ON CONFLICT DO NOTHING',
      ['a'],
      { tag: 'INSERT 0 0' },
      "inserts (id) = ('a') into charges | 0 rows | inserts nothing into charges",
    ],
    [
      'DELETE FROM jobs WHERE id = 1',
      [],
      { tag: 'DELETE 1' },
      'deletes from jobs WHERE id = 1 | 1 row | deletes from jobs',
    ],
    [
      'SELECT pg_advisory_xact_lock(7)',
      [],
      one('pg_advisory_xact_lock', ''),
      'takes advisory lock 7 |  | takes advisory lock 7',
    ],
    [
      'SELECT pg_try_advisory_lock($1)',
      ['7'],
      one('x', 'f'),
      'tries for advisory lock 7 | did not get it | does not get advisory lock 7',
    ],
    ['VACUUM', [], { tag: 'VACUUM' }, 'runs VACUUM |  | runs VACUUM'],
  ] as const)('puts %s into words', (text, values, answer, expected) => {
    expect(say(text, [...values], answer)).toBe(expected)
  })

  test('tells an error in place of a result', () => {
    const error = { code: '40001', message: 'could not serialize access' }
    expect(say('COMMIT', [], { error })).toBe(
      'commits | error 40001: could not serialize access | commits: error 40001: could not serialize access',
    )
  })

  test('shows several columns by name and several rows by number', () => {
    const row = { columns: ['id', 'balance'], rows: [['1', '100']], tag: 'SELECT 1' }
    expect(say('SELECT id, balance FROM a', [], row)).toContain('| id 1, balance 100 |')
    expect(say('SELECT id FROM a', [], { columns: ['id'], rows: [['1'], ['2']] })).toContain('| 1, 2 |')
    expect(say('SELECT id FROM a', [], { columns: ['id'], rows: [['1']], rowCount: 900 })).toContain('| 900 rows |')
  })

  test('never becomes longer than a line of a terminal can hold', () => {
    const long = `SELECT ${'x'.repeat(500)} FROM ${'t'} WHERE y = '${'z'.repeat(500)}'`
    expect(
      describePostgresUnit({ service: 'postgres', statements: [{ text: long, values: [] }], outcomes: [] }).text.length,
    ).toBeLessThan(120)
  })
})
