import type { StatementOutcome } from '../wire/unit.ts'
import { shorten } from './wording.ts'

const isNumber = /^-?\d+(\.\d+)?$/
const mostListed = 3

/** Puts the parameter values where `$1`, `$2` stand. */
export function substituteValues(sql: string, values: readonly (string | null)[]): string {
  return sql.replace(/\$(\d+)(?:::\w+)?/g, (whole, digits: string) => {
    const value = values[Number(digits) - 1]
    if (value === undefined) return whole
    return renderParameter(value)
  })
}

function renderParameter(value: string | null): string {
  if (value === null) return 'NULL'
  return isNumber.test(value) ? value : `'${shorten(value, 30)}'`
}

/** The rows of an answer as short as they can be said: `100`, `id 1, balance 100`, `no row`, `1, 2, 3`, `12 rows`. */
export function renderOutcome({ columns, rows, rowCount }: StatementOutcome): string {
  const [first] = rows
  if (!first || rowCount === 0) return 'no row'
  if (first.length === 0) return rowCount === 1 ? '1 row' : `${rowCount} rows`
  if (rowCount === 1) return renderRow(columns, first)
  if (first.length > 1 || rowCount > mostListed) return `${rowCount} rows`
  return rows.map((row) => renderValue(row[0])).join(', ')
}

function renderRow(columns: readonly string[], row: readonly (string | null)[]): string {
  if (row.length === 1) return renderValue(row[0])
  return shorten(row.map((value, at) => `${columns[at] ?? ''} ${renderValue(value)}`).join(', '))
}

function renderValue(value: string | null | undefined): string {
  if (value === null || value === undefined) return 'NULL'
  return value === '' ? "''" : shorten(value, 40)
}
