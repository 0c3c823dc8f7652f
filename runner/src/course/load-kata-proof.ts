import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CourseError } from '../errors.ts'
import { checkShape } from './check-shape.ts'
import { type KataProof, kataProofSchema } from './kata-proof.ts'
import { loadText } from './load-text.ts'

/**
 * Reads what `kata dev check --proof <folder>` wrote of a kata; undefined when it wrote nothing.
 *
 * @throws CourseError `COURSE_FILE_INVALID` for a file that is torn or of another shape
 */
export function loadKataProof(folder: string, kata: string): KataProof | undefined {
  const file = `${kata}.json`
  if (!existsSync(join(folder, file))) return undefined
  return checkShape(kataProofSchema, parse(loadText(folder, file), file), file)
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CourseError('COURSE_FILE_INVALID', {
      message: `${file}: expected a proof in JSON, got a text that is torn or none.`,
      hint: 'Write it anew with `kata dev check --proof <folder>`, or delete it.',
      cause,
    })
  }
}
