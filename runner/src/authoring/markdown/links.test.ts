import { expect, test } from 'vitest'
import type { CourseSources } from '../sources/course-sources.ts'
import { checkLinks } from './links.ts'

function complaintsAbout(link: string): string[] {
  const tree = new Map([
    ['lessons/a.md', `# One\n\n## What it costs, really?\n\n[x](${link})`],
    ['lessons/b.md', '# Two words'],
  ])
  const course: CourseSources = { root: '/', tree, katas: new Map(), lessons: new Map() }
  return checkLinks('lessons/a.md', course, (path) => path === 'README.md').map(({ got }) => got)
}

test.each([
  'https://example.org/x',
  'b.md',
  'b.md#two-words',
  '#what-it-costs-really',
  '../README.md',
])('%s leads somewhere', (link) => {
  expect(complaintsAbout(link)).toEqual([])
})

test.each(['c.md', 'b.md#three', '#nowhere', '../nowhere.md', 'ftp://example.org'])('%s leads nowhere', (link) => {
  expect(complaintsAbout(link)).toHaveLength(1)
})
