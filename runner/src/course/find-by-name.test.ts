import { expect, test } from 'vitest'
import { fixtureCourse } from '../../test/support/fixture-course.ts'
import { CourseError } from '../errors.ts'
import { findChapter, findKata, findLesson, findLessonOrChapter } from './find-by-name.ts'
import { loadCourse } from './load-course.ts'

const course = await loadCourse(fixtureCourse)

function failureOf(find: () => unknown): CourseError | undefined {
  try {
    find()
  } catch (error) {
    return error instanceof CourseError ? error : undefined
  }
  return undefined
}

test('a name is found whole or by a beginning that no other has', () => {
  expect(findKata(course, 'add-up').slug).toBe('add-up')
  expect(findKata(course, 'ke').slug).toBe('keep-order')
  expect(findChapter(course, 'bas').slug).toBe('basics')
})

test('a whole name wins over a longer one that begins with it', () => {
  expect(findLesson(course, 'counting').slug).toBe('counting')
})

test('a page to read is a lesson or a chapter', () => {
  expect(findLessonOrChapter(course, 'bas')).toBe(findChapter(course, 'basics'))
  expect(findLessonOrChapter(course, 'counting')).toBe(findLesson(course, 'counting'))
  expect(failureOf(() => findLessonOrChapter(course, 'count'))?.message).toContain('lessons or chapters: counting')
  expect(failureOf(() => findLessonOrChapter(course, 'basic-s'))?.hint).toBe('Did you mean `basics`?')
})

test('a beginning of several names lists them', () => {
  const failure = failureOf(() => findLesson(course, 'count'))
  expect(failure?.code).toBe('AMBIGUOUS_NAME')
  expect(failure?.message).toContain('counting, counting-again')
})

test('a misspelt name is answered with the one that was meant', () => {
  expect(failureOf(() => findKata(course, 'ad-up'))?.hint).toBe('Did you mean `add-up`?')
  expect(failureOf(() => findKata(course, 'xyzzy'))?.hint).toContain('kata list')
  expect(failureOf(() => findKata(course, ''))?.code).toBe('UNKNOWN_KATA')
})
