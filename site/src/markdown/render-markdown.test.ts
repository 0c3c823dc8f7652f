import { expect, test } from 'vitest'
import { markdownPage, renderInline } from './render-markdown.ts'

const source = { root: '/', file: 'a.md', firstLine: 1 }

test.each([
  ['19.', '19.'],
  ['3. It takes *three* failures.', '3. It takes <em>three</em> failures.'],
  ['1) One', '1) One'],
  ['1.5 seconds', '1.5 seconds'],
])('%s is one line, and no list', async (markdown, html) => {
  const page = markdownPage({ constraints: new Set(), lessons: new Map(), katas: new Set() })
  expect(await renderInline(markdown, source, page)).toBe(html)
})
