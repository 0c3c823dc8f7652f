import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from '../../course/kata.ts'
import { contentHash } from '../content-hash.ts'
import type { GivenHashes } from '../progress-event.ts'
import { writeWhole } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'
import { courseFiles } from './course-files.ts'

/**
 * Keeps README, starter and test as they are given now, and tells their fingerprints: what the course changes later
 * can then be shown, although the learner edits the copies in the workspace.
 */
export function keepGiven(workspace: Workspace, kata: Kata): GivenHashes {
  const folder = givenFolder(workspace, kata.slug)
  for (const name of courseFiles(kata)) writeWhole(join(folder, name), readFileSync(join(kata.folder, name)))
  return hashGiven(kata)
}

/** The fingerprints of what the course gives for a kata now. */
export function hashGiven(kata: Kata): GivenHashes {
  const hash = (name: string): string => contentHash(readFileSync(join(kata.folder, name), 'utf8'))
  return { readme: hash('README.md'), starter: hash(kata.starterName), test: hash(kata.testName) }
}

/** Where a kata's files lie as they were given; there may be nothing. */
export function givenFolder(workspace: Workspace, slug: string): string {
  return join(workspace.folder, '.given', slug)
}
