import { expect, test } from 'vitest'
import { parseSections } from './parse-sections.ts'

test('headings of any level begin a section, and tell their line', () => {
  const sections = parseSections('before\n\n# One\n\ntext\n## Two ##\nmore\n')
  expect(sections).toEqual([
    { heading: 'One', level: 1, body: 'text', line: 3 },
    { heading: 'Two', level: 2, body: 'more', line: 6 },
  ])
})

test('a comment in code is no heading', () => {
  const [section, ...others] = parseSections('## Code\n```sh\n# not a heading\n```\n~~~\n## nor this\n~~~\nend')
  expect(others).toEqual([])
  expect(section?.body).toContain('# not a heading')
  expect(section?.body).toContain('end')
})

test('a fence is closed by one that is as long', () => {
  expect(parseSections('````\n```\n# inside\n````\n# outside').map(({ heading }) => heading)).toEqual(['outside'])
})
