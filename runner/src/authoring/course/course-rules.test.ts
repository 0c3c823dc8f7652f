import { expect, test } from 'vitest'
import type { CourseSources } from '../sources/course-sources.ts'
import { courseRules } from './course-rules.ts'

const lessons = [{ slug: 'first', katas: ['one', 'two'] }]
const chapter = { slug: 'start', title: 'Start', summary: 'Begins.', lessons, complete: false }
const files = ['lessons/start/index.md', 'lessons/start/first.md', 'katas/one/kata.json', 'katas/two/kata.json']

function courseWith(changes: Partial<CourseSources>): CourseSources {
  const tree = new Map(files.map((file) => [file, '']))
  return { root: '/', tree, katas: new Map(), lessons: new Map(), curriculum: { chapters: [chapter] }, ...changes }
}

function broken(course: CourseSources): string[] {
  return Object.entries(courseRules).flatMap(([rule, check]) => (check(course).length > 0 ? [rule] : []))
}

test('a course whose files are there breaks no rule', () => {
  expect(broken(courseWith({}))).toEqual([])
})

test.each(files)('an entry without %s is reported', (file) => {
  const tree = new Map(files.filter((other) => other !== file).map((other) => [other, '']))
  expect(broken(courseWith({ tree }))).toEqual(['curriculum-entries-exist'])
})

test('a kata that is listed twice is reported', () => {
  const twice = { ...chapter, lessons: [{ slug: 'first', katas: ['one', 'one'] }] }
  expect(broken(courseWith({ curriculum: { chapters: [twice] } }))).toEqual(['curriculum-entries-once'])
})
