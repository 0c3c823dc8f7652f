import { CourseError } from '../errors.ts'
import { checkShape } from './check-shape.ts'
import { type CourseTexts, curriculumFile } from './course-files.ts'
import { type Curriculum, curriculumSchema } from './curriculum.ts'
import { type KataMetadata, kataMetadataSchema } from './kata-metadata.ts'

/** The course as its JSON files say it, checked, with defaults filled in. Plain data. */
export interface ParsedCourse {
  readonly curriculum: Curriculum
  /** Every kata that has a folder, listed or not. */
  readonly katas: readonly KataMetadata[]
}

/** Checks the texts of a course's JSON files. */
export function parseCourse(texts: CourseTexts): ParsedCourse {
  const curriculum = checkShape(
    curriculumSchema,
    parseJson(texts[curriculumFile] ?? '', curriculumFile),
    curriculumFile,
  )
  const files = Object.keys(texts).filter((file) => file !== curriculumFile)
  return { curriculum, katas: files.map((file) => parseKataMetadata(texts[file] ?? '', file)) }
}

/** Checks the text of one `kata.json`; `file` is its path below the course's root. */
export function parseKataMetadata(text: string, file: string): KataMetadata {
  const metadata = checkShape(kataMetadataSchema, parseJson(text, file), file)
  const folder = file.split('/').at(-2)
  if (metadata.id === folder) return metadata
  throw new CourseError('COURSE_FILE_INVALID', {
    message: `${file}:\n  id: expected ${folder}, the name of the folder, got ${metadata.id}`,
  })
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CourseError('COURSE_FILE_INVALID', { message: `${file}: expected JSON, but ${reason}`, cause })
  }
}
