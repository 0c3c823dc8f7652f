import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type FolderFiles, readFolder, writeFolder } from '../safe-files.ts'
import type { Attempt } from './attempt.ts'
import { hashFiles } from './attempt-name.ts'

interface WrittenAttempt {
  readonly attempt: Attempt
  /** Nothing was written for a version that was there with the same content. */
  readonly isNew: boolean
}

/** Writes a version below an attempts folder. Where its name is taken by other content, it gets a number behind it. */
export function writeAttempt(
  attemptsFolder: string,
  { kata, name: wanted }: Pick<Attempt, 'kata' | 'name'>,
  files: FolderFiles,
): WrittenAttempt {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    const folder = join(attemptsFolder, kata, name)
    const isTaken = existsSync(folder)
    if (!isTaken) writeFolder(folder, files)
    // Another process may have been faster, so what is there now decides.
    if (hashFiles(readFolder(folder)) === hashFiles(files)) return { attempt: { kata, name, folder }, isNew: !isTaken }
  }
}
