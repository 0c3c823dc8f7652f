import { expect, test } from 'vitest'
import { readPage } from './page.ts'

const text = `---
title: Not text
---
# A *title*

One [link](a.md)
and [two](b.md) with \`code\`.

- item [three](c.md)

| head | [four](d.md) |
|---|---|
| cell | [five](e.md) |

<!-- a remark with [no link](x.md) -->

\`\`\`demo stampede
| table |
\`\`\`
`

test('every link knows its line, in paragraphs, lists and tables', () => {
  expect(readPage(text).links).toEqual([
    { href: 'a.md', line: 6 },
    { href: 'b.md', line: 7 },
    { href: 'c.md', line: 9 },
    { href: 'd.md', line: 11 },
    { href: 'e.md', line: 13 },
  ])
})

test('front matter, remarks, code and fences are not prose', () => {
  const prose = readPage(text).prose.map((one) => one.text)
  expect(prose.join(' ')).not.toMatch(/Not text|remark|code\.|table/)
  expect(prose).toContain('A title')
})

test('a fence has its whole info string, its body and the line of its opening', () => {
  expect(readPage(text).fences).toEqual([{ info: 'demo stampede', body: '| table |', line: 17 }])
})
