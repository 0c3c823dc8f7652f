import { checkShape } from '../../course/check-shape.ts'
import { curriculumFile } from '../../course/course-files.ts'
import { type Curriculum, curriculumSchema } from '../../course/curriculum.ts'
import { CourseError } from '../../errors.ts'

/** Checks the text of `curriculum.json` alone, whatever the katas are like that it lists. */
export function parseCurriculum(text: string): Curriculum {
  return checkShape(curriculumSchema, parseJson(text), curriculumFile)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CourseError('COURSE_FILE_INVALID', { message: `${curriculumFile}: expected JSON, but ${reason}`, cause })
  }
}
