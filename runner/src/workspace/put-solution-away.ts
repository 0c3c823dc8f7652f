import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Kata } from '../course/kata.ts'
import { holdSameText } from './hold-same-text.ts'
import { guardWrites } from './safe-files.ts'

/**
 * Takes the course's solution out of a learner's folder; the next pass brings it again. Only what is word for word the
 * course's is removed: a file which the learner has written into stays.
 */
export function putSolutionAway(solutionFolder: string, kata: Kata): void {
  if (!existsSync(solutionFolder)) return
  guardWrites(solutionFolder, () => {
    for (const file of filesIn(solutionFolder)) {
      if (holdSameText(join(solutionFolder, file), join(kata.folder, 'solution', file)))
        rmSync(join(solutionFolder, file))
    }
    removeEmpty(solutionFolder)
  })
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

function removeEmpty(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name))
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}
