import { expect, test } from 'vitest'
import { parseLesson } from './parse-lesson.ts'

const top = ['---', 'title: T', 'summary: S.', 'minutes: 3', '---'].join('\n')

test('front matter and blocks come with their lines', () => {
  const { frontMatter, blocks } = parseLesson(
    `${top}\n\n## The symptom\n\nIt broke.\n\n<!-- slide -->\n\nMore.\n`,
    'l.md',
  )
  expect(frontMatter).toMatchObject({ title: 'T', minutes: 3, katas: [] })
  expect(blocks).toEqual([
    { kind: 'prose', markdown: '## The symptom\n\nIt broke.', line: 7 },
    { kind: 'slide', line: 11 },
    { kind: 'prose', markdown: 'More.', line: 13 },
  ])
})

test('a text without front matter is refused', () => {
  expect(() => parseLesson('# Title', 'l.md')).toThrow('l.md: expected YAML between two lines of ---')
})

test('a wrong field of the front matter is named', () => {
  const text = `${top.replace('minutes: 3', 'minutes: long')}\n`
  expect(() => parseLesson(text, 'l.md')).toThrow('minutes: expected a number, got "long"')
})
