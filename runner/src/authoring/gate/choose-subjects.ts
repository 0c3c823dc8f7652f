import { askDidYouMean, findClosestNames } from '../../closest-names.ts'
import { CourseError } from '../../errors.ts'
import type { Subject } from '../rules.ts'
import type { CourseSources } from '../sources/course-sources.ts'

/** One thing that the gate judges. */
export interface ChosenSubject {
  readonly subject: Subject
  readonly slug: string
}

/** The i-th of n machines that share the work. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** The katas and lessons of these names; without names all of them, and the course itself. */
export function chooseSubjects(course: CourseSources, names: readonly string[]): ChosenSubject[] {
  if (names.length > 0) return names.flatMap((name) => findSubjects(course, name))
  return [
    { subject: 'course', slug: 'course' },
    ...[...course.lessons.keys()].map((slug): ChosenSubject => ({ subject: 'lesson', slug })),
    ...[...course.katas.keys()].map((slug): ChosenSubject => ({ subject: 'kata', slug })),
  ]
}

function findSubjects(course: CourseSources, name: string): ChosenSubject[] {
  const slug = name.replace(/\/+$/, '').replace(/^.*\//, '').replace(/\.md$/, '')
  const found: ChosenSubject[] = []
  if (course.katas.has(slug)) found.push({ subject: 'kata', slug })
  if (course.lessons.has(slug)) found.push({ subject: 'lesson', slug })
  if (found.length > 0) return found
  const closest = findClosestNames(slug, [...course.katas.keys(), ...course.lessons.keys()])
  throw new CourseError('UNKNOWN_KATA', {
    message: `No folder in katas/ and no file in lessons/ is called "${name}".`,
    hint: askDidYouMean(closest, 'See `kata list` for every lesson and kata.'),
  })
}

/** Every n-th subject, so that long and short ones are spread. */
export function takeShard(subjects: readonly ChosenSubject[], { index, count }: Shard): ChosenSubject[] {
  return subjects.filter((_, at) => at % count === index - 1)
}

/** Reads `2/4`. */
export function parseShard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text)
  const index = Number(match?.[1])
  const count = Number(match?.[2])
  if (match === null || index < 1 || index > count) {
    throw new CourseError('WRONG_USAGE', {
      message: `Expected --shard <i>/<n> with i from 1 to n, such as 2/4; got ${text}.`,
    })
  }
  return { index, count }
}
