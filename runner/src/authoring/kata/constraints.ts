import { plainWords } from '../markdown/plain-words.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'
import { lineOf } from '../sources/line-of.ts'

/** A lesson introduces every constraint, in the same words. */
export function checkConstraintIntroduced(kata: KataSources, course: CourseSources): Unruled[] {
  const text = kata.files.get('kata.json') ?? ''
  return (kata.kata?.constraints ?? []).flatMap(({ id, sentence }) => {
    const lesson = [...course.lessons.values()].find((candidate) => candidate.frontMatter?.constraints.includes(id))
    if (lesson === undefined) {
      return [
        {
          file: `${kata.folder}/kata.json`,
          ...lineOf(text, `"${id}"`),
          expected: `a lesson that introduces ${id}`,
          got: 'none',
          fix: `Add ${id} to the front matter of the lesson that explains it, or correct the id.`,
        },
      ]
    }
    return says(lesson, sentence) ? [] : [otherWords(kata, lesson, id, sentence)]
  })
}

function otherWords(kata: KataSources, lesson: LessonSources, id: string, sentence: string): Unruled {
  return {
    file: `${kata.folder}/kata.json`,
    ...lineOf(kata.files.get('kata.json') ?? '', `"${id}"`),
    expected: `the words in which ${lesson.file} states ${id}`,
    got: `"${sentence}"`,
    fix: 'Use one sentence in both places: it is the name of the test and the line in the ledger.',
  }
}

function says(lesson: LessonSources, sentence: string): boolean {
  return plainWords(lesson.text).includes(plainWords(sentence))
}

/** Every constraint's sentence is the name of a test. */
export function checkConstraintTested(kata: KataSources): Unruled[] {
  if (!kata.files.has(kata.testName)) return []
  const names = new Set(kata.tests.map(({ name }) => name))
  const missing = (kata.kata?.constraints ?? []).filter(({ sentence }) => !names.has(sentence))
  return missing.map(({ id, sentence }) => ({
    file: `${kata.folder}/${kata.testName}`,
    expected: `a test named "${sentence}" (constraint ${id})`,
    got: names.size === 0 ? 'no tests' : [...names].map((name) => `"${name}"`).join(', '),
    fix: "Name the test that defends the constraint by the constraint's sentence.",
  }))
}
