import { expect, test } from 'vitest'
import { someScreen } from '../../../test/support/some-screen.ts'
import { widestLine } from '../../../test/support/widest-line.ts'
import { compareVersions } from './compare-versions.ts'
import { renderDiff } from './render-diff.ts'

const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
const long = `  const answer = await client.query('${'SELECT balance FROM accounts '.repeat(6)}')`
const names = { from: 'your file', to: 'the solution' }
const from = text('1', '2', '3', '4', '5', 'old', '6', '7', '8', '9', '10')
const to = text('1', '2', '3', '4', '5', 'new', '6', '7', '8', '9', '10')
const diffOf = (left: string, right: string) => compareVersions(new Map([['a.ts', left]]), new Map([['a.ts', right]]))

test('only what changed is shown, with what stands around it', () => {
  expect(renderDiff(diffOf(from, to), names, someScreen())).toMatchInlineSnapshot(`
    "   - your file
       + the solution

       …
         3
         4
         5
       - old
       + new
         6
         7
         8
       …
    "
  `)
})

test('a file that only one version has stands under its name', () => {
  const files = compareVersions(
    new Map([['a.ts', 'a']]),
    new Map([
      ['a.ts', 'a'],
      ['b.ts', 'b'],
    ]),
  )
  expect(renderDiff(files, names, someScreen())).toMatchInlineSnapshot(`
    "   - your file
       + the solution

       b.ts

       + b
    "
  `)
})

test.each([40, 60, 80])('it fits into %i columns, with and without colour', (columns) => {
  for (const details of [{}, { hasColour: true }, { isPlain: true }]) {
    expect(
      widestLine(renderDiff(diffOf(from, to + long), names, someScreen({ columns, ...details }))),
    ).toBeLessThanOrEqual(columns)
  }
})

test('control characters of a file do not reach the terminal', () => {
  expect(renderDiff(diffOf('\u001b[31mred\n', to), names, someScreen())).not.toContain('\u001b')
})

test('equal versions are said to be equal', () => {
  expect(renderDiff(diffOf(from, from), names, someScreen())).toContain('No difference')
})
