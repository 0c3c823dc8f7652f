import { expect, test } from 'vitest'
import { findPageOf } from './page-paths.ts'

test.each([
  ['lessons/caching/stampede.md', 'lessons/caching/stampede/'],
  ['lessons/caching/index.md', 'chapters/caching/'],
  ['lessons/caching/summary.md', 'chapters/caching/summary/'],
  ['lessons/glossary.md', 'glossary/'],
  ['katas/lost-update/README.md', 'katas/lost-update/'],
  ['katas/lost-update/hints.md', 'katas/lost-update/#hints'],
  ['katas/lost-update/solution/README.md', undefined],
  ['CONTRIBUTING.md', undefined],
])('%s is shown on %s', (file, page) => {
  expect(findPageOf(file)).toBe(page)
})
