import { expect, test } from 'vitest'
import { checkCodeFromSource, updateCodeFromSource } from './code-from-source.ts'

const source = `before
  // #region middle
  first
    second
  // #endregion
after
`
const read = (path: string): string | undefined => (path === 'a.ts' ? source : undefined)

function page(from: string, code: string): string {
  return `Text\n\n\`\`\`ts\n// from: ${from}\n${code}\`\`\`\n\nMore\n`
}

test('a fence that equals its region, moved to the left edge, is right', () => {
  expect(checkCodeFromSource('p.md', page('a.ts#middle', 'first\n  second\n'), read)).toEqual([])
})

test('the first line that differs is named', () => {
  const [problem] = checkCodeFromSource('p.md', page('a.ts#middle', 'first\n  third\n'), read)
  expect(problem).toMatchObject({ line: 6, expected: '  second   (a.ts#middle)', got: '  third' })
})

test.each([
  'b.ts#middle',
  'a.ts#nowhere',
])('a place that is not there (%s) is an error, and is left as it is', (place) => {
  const text = page(place, 'first\n')
  expect(checkCodeFromSource('p.md', text, read)).toHaveLength(1)
  expect(updateCodeFromSource(text, read)).toBe(text)
})

test('an update changes the code of each fence and nothing else', () => {
  const text = `${page('a.ts#middle', 'old\nolder\noldest\n')}${page('a.ts#middle', '')}`
  const wanted = page('a.ts#middle', 'first\n  second\n')
  expect(updateCodeFromSource(text, read)).toBe(`${wanted}${wanted}`)
})
