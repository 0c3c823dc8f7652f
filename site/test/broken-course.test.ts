import { globSync, rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { buildSite } from './support/build-site.ts'
import { lessonText, writeCourse } from './support/write-course.ts'

const lesson = 'lessons/basics/counting.md'
let course = ''

afterEach(() => rmSync(course, { recursive: true, force: true }))

interface Broken {
  readonly what: string
  readonly changes: Readonly<Record<string, string | undefined>>
  /** File and line, and what was expected there. */
  readonly says: readonly string[]
}

const withBlock = (block: string) => ({ [lesson]: lessonText(block) })

const broken: readonly Broken[] = [
  {
    what: 'a broken block',
    changes: withBlock('```predict\nquestion: [\n```'),
    says: [`${lesson}:28`, 'expected YAML in the predict block'],
  },
  {
    what: 'an unknown figure',
    changes: withBlock('Look.\n\n```figure no-such-thing\nA caption.\n```'),
    says: [`${lesson}:30`, 'expected the name of a figure, got no-such-thing'],
  },
  {
    what: 'a missing image',
    changes: withBlock('![Apples](apples.svg)'),
    says: [`${lesson}:28`, 'expected a file of the course, got apples.svg, which is not there'],
  },
  {
    what: 'an image that nobody can read aloud',
    changes: { ...withBlock('![Apples](apples.svg)'), 'lessons/basics/apples.svg': '<svg><title>Apples</title></svg>' },
    says: [`${lesson}:28`, 'expected an SVG with a <desc>'],
  },
  {
    what: 'a dead link',
    changes: withBlock('One line.\n\nAnother [link](nowhere.md).'),
    says: [`${lesson}:30`, 'got nowhere.md, which is not there', 'Correct the path'],
  },
  {
    what: 'a link to a heading that is not there',
    changes: { 'lessons/basics/index.md': '# Basics\n\nSee [it](counting.md#nowhere).\n' },
    says: ['lessons/basics/index.md:3', `expected a heading of ${lesson}, got #nowhere`, 'the-symptom'],
  },
  {
    what: 'a link from the root of the site',
    changes: withBlock('See [it](/lessons/basics/counting/).'),
    says: [`${lesson}:28`, 'expected a path relative to the file'],
  },
  {
    what: 'bad front matter',
    changes: { [lesson]: lessonText().replace('minutes: 5', 'minutes: soon') },
    says: [lesson, 'minutes: expected a number, got "soon"'],
  },
  {
    what: 'a constraint that nobody introduces',
    changes: { [lesson]: lessonText(undefined, 'another-sum') },
    says: ['katas/add-up/kata.json:12', 'expected a lesson that introduces the constraint one-sum'],
  },
  {
    what: 'an empty lesson',
    changes: { [lesson]: lessonText().replace(/---\n\n# [\s\S]*/, '---\n') },
    says: [lesson, 'expected a text below the front matter, got nothing'],
  },
  {
    what: 'a kata without a task',
    changes: { 'katas/add-up/README.md': '# Add up\n\n## Situation\nText.\n' },
    says: ['katas/add-up/README.md', 'expected a text below "## Your task", got nothing'],
  },
  {
    what: 'a chapter without an opening',
    changes: { 'lessons/basics/index.md': undefined },
    says: ['lessons/basics/index.md', 'expected the opening of a chapter with lessons'],
  },
]

test('everything that is wrong is told at once', async () => {
  course = writeCourse({
    [lesson]: lessonText('See [one](nowhere.md).'),
    'katas/add-up/hints.md': '# Hints\n\n## A question?\n\nSee [two](../gone.md).\n',
  })
  const { output } = await buildSite(course)
  expect(output).toContain(`${lesson}:28`)
  expect(output).toContain('katas/add-up/hints.md:5')
})

test.each(broken)('$what fails the build with its place, and no page is left behind', async ({ changes, says }) => {
  course = writeCourse(changes)
  const { exitCode, output } = await buildSite(course)
  for (const text of says) expect(output).toContain(text)
  expect(output).toContain('COURSE_FILE_INVALID')
  expect(output).not.toMatch(/\n\s+at /)
  expect(exitCode).toBe(3)
  expect(globSync('dist/**/*.html', { cwd: course })).toEqual([])
})
