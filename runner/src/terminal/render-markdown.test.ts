import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { widestLine } from '../../test/support/widest-line.ts'
import { renderMarkdown } from './render-markdown.ts'

const render = (markdown: string, columns = 40): string => renderMarkdown(markdown, someScreen({ columns }))

test('paragraphs wrap between words, and soft line ends are spaces', () => {
  expect(render('One two three\nfour five six seven eight nine.')).toBe(
    'One two three four five six seven eight\nnine.',
  )
})

test('emphasis, code and characters of Markdown become text', () => {
  expect(render('A **bold** *word*, `a < b`, 2 \\* 3 &lt; 7 and a_b')).toBe('A bold word, a < b, 2 * 3 < 7 and a_b')
})

test('the address of a link stands behind it, unless the reader has it elsewhere', () => {
  const link = 'See [the page](https://a.example/b).'
  expect(render(link, 80)).toBe('See the page (https://a.example/b).')
  expect(renderMarkdown(link, someScreen(), { knownUrls: new Set(['https://a.example/b']) })).toBe('See the page.')
  expect(render('See [below](#below).')).toBe('See below.')
})

test('lists keep their numbers and their depth', () => {
  expect(render('3. three\n4. four\n   - inner\n     words that wrap at the end')).toBe(
    '3. three\n4. four\n   • inner words that wrap at the end',
  )
})

test('code is never wrapped', () => {
  const code = 'const a = "a line that is longer than the forty columns of this screen"'
  expect(render(`\`\`\`ts\n${code}\n\`\`\``)).toBe(`    ${code}`)
})

test('a table keeps to the width by wrapping its cells', () => {
  const text = render(
    '| option | cost |\n|---|---|\n| lock, then read | waits for a whole transaction to end |\n| add | none |',
  )
  expect(widestLine(text)).toBeLessThanOrEqual(40)
  expect(text.split('\n')[0]).toMatch(/^option +cost$/)
  expect(text).toContain('lock, then read')
})

test('long lines are not used, however wide the screen is', () => {
  expect(widestLine(render('word '.repeat(100), 200))).toBeLessThanOrEqual(88)
})

test('every line is indented, and empty ones stay empty', () => {
  expect(renderMarkdown('One.\n\nTwo.', someScreen(), { indent: 3 })).toBe('   One.\n\n   Two.')
})
