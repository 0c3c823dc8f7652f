import { curriculumFile } from '../../course/course-files.ts'
import { loadText } from '../../course/load-text.ts'
import { parseCurriculum } from '../sources/parse-curriculum.ts'

/** A chapter to choose from. */
export interface ChapterChoice {
  readonly slug: string
  readonly title: string
}

/** The chapters of the curriculum. Unlike the course's loader it doesn't mind a kata that is wrong. */
export function loadChapters(courseRoot: string): ChapterChoice[] {
  const { chapters } = parseCurriculum(loadText(courseRoot, curriculumFile))
  return chapters.map(({ slug, title }) => ({ slug, title }))
}
