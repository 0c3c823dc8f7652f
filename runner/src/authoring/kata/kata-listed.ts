import { curriculumFile } from '../../course/course-files.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { lineOf } from '../sources/line-of.ts'

/** curriculum.json lists the kata once, in the chapter which kata.json names. */
export function checkKataListed(kata: KataSources, course: CourseSources): Unruled[] {
  if (course.curriculum === undefined) return []
  const chapters = course.curriculum.chapters.filter(
    ({ lessons, boss }) => boss === kata.slug || lessons.some((lesson) => lesson.katas.includes(kata.slug)),
  )
  if (chapters.length === 0) {
    return [
      {
        file: curriculumFile,
        expected: `${kata.slug} under a lesson or as a boss`,
        got: 'no mention of it',
        fix: `Add "${kata.slug}" to the katas of the lesson that leads to it.`,
      },
    ]
  }
  const chapter = kata.kata?.chapter
  if (chapter === undefined || chapters.some(({ slug }) => slug === chapter)) return []
  return [
    {
      file: `${kata.folder}/kata.json`,
      ...lineOf(kata.files.get('kata.json') ?? '', '"chapter"'),
      expected: `chapter: ${chapters.map(({ slug }) => slug).join(' or ')}, as curriculum.json has it`,
      got: chapter,
      fix: 'Correct the chapter here, or move the kata in curriculum.json.',
    },
  ]
}
