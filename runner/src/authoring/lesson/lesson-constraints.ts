import { parseSections } from '../../course/parse-sections.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'
import { lineOf } from '../sources/line-of.ts'

/** No other lesson introduces the same constraint. */
export function checkIntroducedOnce(lesson: LessonSources, { lessons }: CourseSources): Unruled[] {
  return constraintsOf(lesson).flatMap((id) => {
    const other = [...lessons.values()].find((one) => one.slug !== lesson.slug && constraintsOf(one).includes(id))
    if (other === undefined) return []
    const fix = 'Keep the id in the lesson that explains it first.'
    return [
      { file: lesson.file, ...lineOf(lesson.text, id), expected: `${id} here alone`, got: `${other.file}, too`, fix },
    ]
  })
}

/** Each constraint is stated with its id under "The constraint". */
export function checkConstraintStated(lesson: LessonSources): Unruled[] {
  const section = parseSections(lesson.text).find(({ heading }) => heading === 'The constraint')
  if (section === undefined) return []
  const unstated = constraintsOf(lesson).filter((id) => !section.body.includes(id))
  return unstated.map((id) => ({
    file: lesson.file,
    line: section.line,
    expected: `one sentence with the id ${id} under "The constraint"`,
    got: 'no mention of it',
    fix: `State it: **The sentence.** (\`${id}\`)`,
  }))
}

/** In a complete chapter every constraint is defended by a kata. */
export function checkConstraintDefended(lesson: LessonSources, { curriculum, katas }: CourseSources): Unruled[] {
  const chapter = curriculum?.chapters.find(({ slug }) => slug === lesson.chapter)
  if (chapter?.complete !== true) return []
  const defended = new Set([...katas.values()].flatMap(({ kata }) => (kata?.constraints ?? []).map(({ id }) => id)))
  const open = constraintsOf(lesson).filter((id) => !defended.has(id))
  return open.map((id) => ({
    file: lesson.file,
    ...lineOf(lesson.text, id),
    expected: `a kata that defends ${id}, because the chapter ${lesson.chapter} is marked complete`,
    got: 'none',
    fix: 'Write the kata, or take `complete` away from the chapter.',
  }))
}

function constraintsOf({ frontMatter }: LessonSources): readonly string[] {
  return frontMatter?.constraints ?? []
}
