import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { EditedFile } from './edited-file.ts'
import { RefusedFile } from './refused-file.ts'

/**
 * Reads the learner's file beside the test that calls this, as it is now. Needs no server.
 *
 * @throws RefusedFile when there is no such file
 * @example const { text } = learnerFile('nginx.conf')
 */
export function learnerFile(name: string): EditedFile {
  const path = join(dirname(expect.getState().testPath ?? ''), name)
  try {
    return new EditedFile(name, path, readFileSync(path, 'utf8'))
  } catch {
    const message = `There is no file ${name} beside its test. \`kata start\` copies it again.`
    throw new RefusedFile({ path, message, at: { line: 1, column: 1 } })
  }
}
