import { CourseError } from '../errors.ts'
import { parseSections } from './parse-sections.ts'

/** One step of a kata's ladder of hints. */
export interface Hint {
  readonly heading: string
  /** Markdown. */
  readonly text: string
  /** The name of the test for which it is offered first. */
  readonly forTest?: string
}

/**
 * Reads `hints.md`: one `##` section a hint, in order. A section may open with `for: <test name>`.
 *
 * @param file how an error names the text
 */
export function parseHints(markdown: string, file = 'hints.md'): Hint[] {
  return parseSections(markdown)
    .filter((section) => section.level === 2)
    .map(({ heading, body, line }) => {
      const opening = /^for:[ \t]*(.*)(?:\n|$)/.exec(body)
      const text = opening ? body.slice(opening[0].length).trim() : body
      if (text === '') {
        throw new CourseError('COURSE_FILE_INVALID', {
          message: `${file}:${line}: expected text under the hint "${heading}", got nothing`,
        })
      }
      return opening?.[1] ? { heading, text, forTest: opening[1].trim() } : { heading, text }
    })
}
