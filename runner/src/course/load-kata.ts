import { metadataFile } from './course-files.ts'
import type { Kata } from './kata.ts'
import { loadText } from './load-text.ts'
import { placeKata } from './place-course.ts'

/**
 * Reads one kata below `root`, whether or not the curriculum lists it.
 *
 * @throws CourseError `COURSE_FILE_INVALID` when kata.json is missing, is no JSON, or a field is wrong.
 */
export async function loadKata(root: string, slug: string): Promise<Kata> {
  const { parseKataMetadata } = await import('./parse-course.ts')
  const file = metadataFile(slug)
  return placeKata(root, parseKataMetadata(loadText(root, file), file))
}
