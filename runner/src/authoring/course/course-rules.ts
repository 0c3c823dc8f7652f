import { curriculumFile, openingFile } from '../../course/course-files.ts'
import { katasOfChapter } from '../../course/katas-of-chapter.ts'
import type { Unruled } from '../problem.ts'
import type { RuleId } from '../rules.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import { lineOf } from '../sources/line-of.ts'
import { readShapeComplaints } from '../sources/shape-complaints.ts'
import { checkGlossary } from './glossary.ts'
import { checkSummariesComplete } from './summaries.ts'

type CourseRule = (course: CourseSources) => Unruled[]

/** The rules of the course as a whole. */
export const courseRules = {
  'curriculum-valid': checkCurriculumValid,
  'curriculum-entries-exist': checkEntriesExist,
  'curriculum-entries-once': checkEntriesOnce,
  'summary-complete': checkSummariesComplete,
  'glossary-valid': checkGlossary,
} as const satisfies Partial<Record<RuleId, CourseRule>>

function checkCurriculumValid({ curriculumError }: CourseSources): Unruled[] {
  return curriculumError === undefined ? [] : readShapeComplaints(curriculumError, curriculumFile)
}

function checkEntriesExist(course: CourseSources): Unruled[] {
  const chapters = course.curriculum?.chapters ?? []
  const lessons = chapters.flatMap(({ slug, lessons }) => lessons.map((lesson) => `lessons/${slug}/${lesson.slug}.md`))
  const openings = chapters.filter(({ lessons }) => lessons.length > 0).map(({ slug }) => openingFile(slug))
  const katas = listedKatas(course).map((slug) => `katas/${slug}/kata.json`)
  const missing = [...openings, ...lessons, ...katas].filter((path) => !course.tree.has(path))
  return missing.map((path) => ({
    file: curriculumFile,
    ...lineOf(course.tree.get(curriculumFile) ?? '', `"${slugOf(path)}"`),
    expected: path,
    got: 'no such file',
    fix: 'Write it, or take the entry out.',
  }))
}

function checkEntriesOnce(course: CourseSources): Unruled[] {
  const lessons = (course.curriculum?.chapters ?? []).flatMap((chapter) => chapter.lessons.map(({ slug }) => slug))
  return [...findRepeated(lessons, 'lesson'), ...findRepeated(listedKatas(course), 'kata')]
}

function findRepeated(slugs: readonly string[], what: string): Unruled[] {
  const repeated = new Set(slugs.filter((slug, index) => slugs.indexOf(slug) !== index))
  const fix = 'Keep the first place at which a learner can do it.'
  return [...repeated].map((slug) => ({
    file: curriculumFile,
    expected: `the ${what} ${slug} once`,
    got: 'more often',
    fix,
  }))
}

function listedKatas({ curriculum }: CourseSources): string[] {
  return (curriculum?.chapters ?? []).flatMap(katasOfChapter)
}

function slugOf(path: string): string {
  const parts = path.split('/')
  const name = (parts.at(-1) ?? '').replace(/\.\w+$/, '')
  return name === 'index' || name === 'kata' ? (parts.at(-2) ?? '') : name
}
