import { curriculumFile } from '../../course/course-files.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'
import { lineOf } from '../sources/line-of.ts'
import { readShapeComplaints } from '../sources/shape-complaints.ts'

/** The front matter has the shape of its schema. */
export function checkFrontMatter({ file, frontMatterError }: LessonSources): Unruled[] {
  return frontMatterError === undefined ? [] : readShapeComplaints(frontMatterError, file)
}

/** curriculum.json lists the lesson once, in the chapter of its folder, with the same katas. */
export function checkLessonListed(lesson: LessonSources, { curriculum }: CourseSources): Unruled[] {
  if (curriculum === undefined) return []
  const chapter = curriculum.chapters.find(({ slug }) => slug === lesson.chapter)
  const entry = chapter?.lessons.find(({ slug }) => slug === lesson.slug)
  if (entry === undefined) {
    return [
      {
        file: curriculumFile,
        expected: `${lesson.slug} in the chapter ${lesson.chapter}, where its file is`,
        got: 'no mention of it there',
        fix: `Add it to the lessons of ${lesson.chapter}, or move the file.`,
      },
    ]
  }
  const katas = lesson.frontMatter?.katas
  if (katas === undefined || katas.join() === entry.katas.join()) return []
  return [
    {
      file: lesson.file,
      ...lineOf(lesson.text, 'katas:'),
      expected: `katas: ${entry.katas.join(', ') || 'none'}, as curriculum.json has them`,
      got: katas.join(', ') || 'none',
      fix: 'Make the two lists equal.',
    },
  ]
}

/** Every listed source is linked from the text. */
export function checkSourcesCited({ file, text, page, frontMatter }: LessonSources): Unruled[] {
  const linked = new Set(page.links.map(({ href }) => href))
  const uncited = (frontMatter?.sources ?? []).filter(({ url }) => !linked.has(url))
  return uncited.map(({ title, url }) => ({
    file,
    ...lineOf(text, url),
    expected: `a link to ${url} in the text`,
    got: 'none',
    fix: `Link "${title}" where the lesson rests on it, or remove it from the sources.`,
  }))
}
