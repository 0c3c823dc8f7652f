import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { lineOf } from '../sources/line-of.ts'
import { readShapeComplaints } from '../sources/shape-complaints.ts'

/** There are hints, each with a heading and text, and `for:` names a test. */
export function checkHints(kata: KataSources): Unruled[] {
  const text = kata.files.get('hints.md')
  if (text === undefined) return []
  const file = `${kata.folder}/hints.md`
  if (kata.hintsError !== undefined) return readShapeComplaints(kata.hintsError, file)
  if (kata.hints.length === 0) {
    return [
      {
        file,
        expected: 'at least one `## ` section',
        got: 'none',
        fix: 'Write a question, a direction, nearly the code.',
      },
    ]
  }
  const names = new Set(kata.tests.map(({ name }) => name))
  const unknown = kata.hints.filter(({ forTest }) => forTest !== undefined && names.size > 0 && !names.has(forTest))
  return unknown.map(({ heading, forTest }) => ({
    file,
    ...lineOf(text, `for: ${forTest}`),
    expected: 'the name of a test after `for:`',
    got: `${forTest}`,
    fix: `Correct the name under "${heading}".`,
  }))
}
