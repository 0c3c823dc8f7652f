import { join } from 'node:path'
import type { Kata } from '../../course/kata.ts'
import { workFolderOf } from '../place-kata.ts'
import { type FolderFiles, readFolder } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'
import type { Attempt } from './attempt.ts'
import { attemptName, hashFiles } from './attempt-name.ts'
import { listAttempts } from './list-attempts.ts'
import { readLearnersFiles } from './read-learners-files.ts'
import { writeAttempt } from './write-attempt.ts'

/**
 * Keeps the learner's present version of a kata, and returns when it is on the disk. A version that is kept already is
 * not kept twice; undefined when there is nothing but what the course gave.
 */
export function keepAttempt(workspace: Workspace, kata: Kata, now = new Date()): Attempt | undefined {
  const files = readLearnersFiles(workspace, kata)
  if (files.size === 0) return undefined
  const hash = hashFiles(files)
  const folder = workFolderOf(kata)
  const known = listAttempts(workspace.attemptsFolder, folder).find((attempt) => holds(attempt, hash))
  return known ?? keepTwice(workspace, folder, attemptName(now, hash), files)
}

// The name tells what the files were. They are looked at as well, because a person may have edited them.
function holds({ name, folder }: Attempt, hash: string): boolean {
  return name.includes(`-${hash.slice(0, 8)}`) && hashFiles(readFolder(folder)) === hash
}

function keepTwice(
  { attemptsFolder, mirrorFolder }: Workspace,
  kata: string,
  name: string,
  files: FolderFiles,
): Attempt {
  const { attempt } = writeAttempt(attemptsFolder, { kata, name }, files)
  try {
    if (mirrorFolder !== undefined) writeAttempt(join(mirrorFolder, 'attempts'), attempt, files)
  } catch {
    // The first copy is what the promise rests on. The next command tries the second one again, or says why it can't.
  }
  return attempt
}
