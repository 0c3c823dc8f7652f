import { parseGlossary } from '../../course/parse-glossary.ts'
import { CourseError } from '../../errors.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'

const file = 'lessons/glossary.md'

/** Every term of the glossary stands there once, with a text. The site refuses it otherwise. */
export function checkGlossary({ tree }: CourseSources): Unruled[] {
  try {
    parseGlossary(tree.get(file) ?? '', file)
    return []
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    const [, line, expected = '', got = ''] = /:(\d+): expected (.*), got (.*)$/.exec(error.message) ?? []
    return [{ file, line: Number(line), expected, got, fix: 'Make it one entry, which says what the others said.' }]
  }
}
