import { expect, test } from 'vitest'
import { findDemoTable } from './find-demo-table.ts'

test('cells are set apart by two spaces or more, whichever way they are aligned', () => {
  expect(
    findDemoTable('strategy     reads in Postgres\nlock, alone                 1\nnone                      200'),
  ).toEqual({
    columns: ['strategy', 'reads in Postgres'],
    rows: [
      ['lock, alone', '1'],
      ['none', '200'],
    ],
  })
})

test.each(['only words', 'a  b', 'a  b\n1  2  3', ''])('%j is no table', (output) => {
  expect(findDemoTable(output)).toBeUndefined()
})
