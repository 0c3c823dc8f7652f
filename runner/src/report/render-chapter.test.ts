import { expect, test } from 'vitest'
import type { Chapter } from '../course/course.ts'
import type { ChapterPages } from '../course/load-chapter.ts'
import type { Screen } from '../terminal/screen.ts'
import { renderChapter } from './render-chapter.ts'

const screen: Screen = { columns: 80, hasColour: false, isInteractive: false, isPlain: false }
const chapter: Chapter = { slug: 'start', title: 'Start', summary: 'Begins.', lessons: [], isComplete: false }
const prose = (markdown: string): ChapterPages['opening'] => [{ kind: 'prose', markdown, line: 1 }]
const pages: ChapterPages = {
  opening: prose('# Start\n\nIt opens.'),
  onePage: prose('# Start, on one page\n\n| what | ask |\n|---|---|\n| It holds | Does it? |'),
  lessons: [{ slug: 'first', title: 'The first', minutes: 15 }],
  katas: [{ minutes: 30 }, { minutes: 40 }] as unknown as ChapterPages['katas'],
  minutes: 85,
}

test('a chapter is its opening, its page to print, and what it takes, computed from its lessons and katas', () => {
  const [opening = '', summary = '', contents = ''] = renderChapter(chapter, pages, screen)
  expect(opening).toContain('Start  1 h 25 min')
  expect(opening).toContain('It opens.')
  expect(summary).toContain('Does it?')
  expect(contents).toContain('1 h 25 min for all of it: 1 lesson (15 min), 2 katas (1 h 10 min).')
  expect(contents).toContain('kata read first')
})

test('a chapter without a summary has two pieces', () => {
  expect(renderChapter(chapter, { ...pages, onePage: [] }, screen)).toHaveLength(2)
})

test('a chapter that is still to come says so', () => {
  const nothing: ChapterPages = { opening: [], onePage: [], lessons: [], katas: [], minutes: 0 }
  expect(renderChapter(chapter, nothing, screen).join('')).toContain('still to be written')
})
