import { parse as parseYaml } from 'yaml'
import { CourseError } from '../errors.ts'
import { checkShape } from './check-shape.ts'
import { type FrontMatter, frontMatterSchema } from './front-matter.ts'
import { type LessonBlock, parseLessonBlocks } from './parse-lesson-blocks.ts'

/** A lesson as text. */
export interface Lesson {
  readonly frontMatter: FrontMatter
  /** The Markdown below the front matter. */
  readonly body: string
  readonly blocks: readonly LessonBlock[]
}

/**
 * Reads a lesson: YAML between two `---` lines, then Markdown with the course's blocks.
 *
 * @param file how an error names the text
 * @throws CourseError `COURSE_FILE_INVALID`
 */
export function parseLesson(text: string, file: string): Lesson {
  const parts = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(text)
  if (parts?.[1] === undefined || parts[2] === undefined) {
    throw new CourseError('COURSE_FILE_INVALID', {
      message: `${file}: expected YAML between two lines of --- at the top`,
    })
  }
  const frontMatter = checkShape(frontMatterSchema, readYaml(parts[1], file), file)
  const bodyStart = text.length - parts[2].length
  const firstLine = text.slice(0, bodyStart).split('\n').length
  return { frontMatter, body: parts[2], blocks: parseLessonBlocks(parts[2], { file, firstLine }) }
}

function readYaml(text: string, file: string): unknown {
  try {
    return parseYaml(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CourseError('COURSE_FILE_INVALID', { message: `${file}: expected YAML at the top, but ${reason}`, cause })
  }
}
