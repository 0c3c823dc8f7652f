import { glossaryFile } from '../../course/course-files.ts'
import { parseGlossary } from '../../course/parse-glossary.ts'
import { CourseError } from '../../errors.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import { readShapeComplaints } from '../sources/shape-complaints.ts'

/** Every term of the glossary stands there once, with a text. The site refuses it otherwise. */
export function checkGlossary({ tree }: CourseSources): Unruled[] {
  try {
    parseGlossary(tree.get(glossaryFile) ?? '', glossaryFile)
    return []
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    const fix = 'Make it one entry, which says what the others said.'
    return readShapeComplaints(error.message, glossaryFile).map((problem) => ({ ...problem, fix }))
  }
}
