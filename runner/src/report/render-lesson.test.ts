import { expect, test } from 'vitest'
import { fixtureCourse } from '../../test/support/fixture-course.ts'
import { someScreen } from '../../test/support/some-screen.ts'
import { widestLine } from '../../test/support/widest-line.ts'
import { findLesson } from '../course/find-by-name.ts'
import { loadCourse } from '../course/load-course.ts'
import { loadLesson } from '../course/load-lesson.ts'
import { type LessonPart, renderLesson } from './render-lesson.ts'

const course = await loadCourse(fixtureCourse)
const lesson = await loadLesson(course, findLesson(course, 'counting'))

function textOf(parts: readonly LessonPart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '(question)')).join('\n\n')
}

test('a lesson reads as text, with its question in its place', () => {
  expect(textOf(renderLesson(lesson, someScreen({ columns: 60 })))).toMatchInlineSnapshot(`
    "## The symptom

    The till said three for one and one. See the numbers and
    add.

    ## Predict

    (question)

    ## See it break

        sum  expected
          3         2

        recorded; on this machine: kata demo counting

        One step, then another.

        with its numbers in your hand: kata figure number-line

    option  cost
    ──────  ─────
    count   time
    guess   trust

    1. First
    2. Second
       • inner

    │ Said once.

        katas/add-up/add-up.ts
        export const add = (left: number, right: number): number => left"
  `)
})

test('sections begin parts of their own, so that there can be a stop before each', () => {
  const parts = renderLesson(lesson, someScreen())
  expect(parts.filter((part) => part.kind === 'text' && part.beginsSection)).toHaveLength(3)
})

test.each([60, 80, 120])('all but code fits into %i columns', (columns) => {
  const code = /^ {4}\S/
  const lines = textOf(renderLesson(lesson, someScreen({ columns }))).split('\n')
  expect(widestLine(lines.filter((line) => !code.test(line)).join('\n'))).toBeLessThanOrEqual(columns)
})
