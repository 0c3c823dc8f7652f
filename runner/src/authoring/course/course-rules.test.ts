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

test.each([
  ['**Sum.** What adding gives.\n\n**Sum.** It again.\n', 3],
  ['**Sum.**\n\n**Term.** A word.\n', 1],
])('a glossary with %j is reported', (text, line) => {
  const tree = new Map([...files.map((file) => [file, ''] as const), ['lessons/glossary.md', text] as const])
  expect(broken(courseWith({ tree }))).toEqual(['glossary-valid'])
  expect(courseRules['glossary-valid'](courseWith({ tree }))).toMatchObject([{ line }])
})

const constraint = { id: 'one-charge', sentence: 'One intent charges once' }

function courseWithSummary(rows: string): CourseSources {
  const tree = new Map([...files, 'lessons/start/summary.md'].map((file) => [file, rows]))
  const frontMatter = { constraints: [constraint.id, 'nobody-waits'] }
  const first = { slug: 'first', frontMatter, text: '> `nobody-waits` Nobody waits\n' }
  const one = { kata: { constraints: [constraint] } }
  return courseWith({ tree, lessons: new Map([['first', first]]), katas: new Map([['one', one]]) } as object)
}

const charge = '| One intent charges once | How often was somebody charged twice this month? |'
const wait = '| Nobody waits. | Who waits? |'

test.each([
  { what: 'a question for each constraint is complete', rows: [charge, wait], isRight: true },
  { what: 'a constraint without a row is reported', rows: [charge], isRight: false },
  { what: 'a constraint with two rows is reported', rows: [charge, wait, wait], isRight: false },
  { what: 'a row in other words is reported', rows: [charge, wait, '| One charge | Is it? |'], isRight: false },
  { what: 'a row without a question is reported', rows: [charge, '| Nobody waits | Measure it. |'], isRight: false },
])('of a summary, $what', ({ rows, isRight }) => {
  const course = courseWithSummary(['| what | ask |', '|---|---|', ...rows].join('\n'))
  expect(broken(course)).toEqual(isRight ? [] : ['summary-complete'])
})

test('a kata that is listed twice is reported', () => {
  const twice = { ...chapter, lessons: [{ slug: 'first', katas: ['one', 'one'] }] }
  expect(broken(courseWith({ curriculum: { chapters: [twice] } }))).toEqual(['curriculum-entries-once'])
})
