import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { givenFiles } from '../../course/given-files.ts'
import type { Kata } from '../../course/kata.ts'
import { contentHash } from '../content-hash.ts'
import type { GivenHashes } from '../progress-event.ts'
import { writeWhole } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Keeps README, starter and test as they are given now, and tells their fingerprints: what the course changes later
 * can then be shown, although the learner edits the copies in the workspace.
 */
export function keepGiven(workspace: Workspace, kata: Kata): GivenHashes {
  const folder = givenFolder(workspace, kata.slug)
  for (const { name, source } of givenFiles(kata)) writeWhole(join(folder, name), readFileSync(source))
  return hashGiven(kata)
}

/** The fingerprints of what the course gives for a kata now. */
export function hashGiven(kata: Kata): GivenHashes {
  const hash = (file: string): string => contentHash(readFileSync(file, 'utf8'))
  const files = Object.fromEntries(kata.files.map((name) => [name, hash(join(kata.folder, name))]))
  return {
    readme: hash(join(kata.folder, 'README.md')),
    starter: hash(kata.starterFile),
    test: hash(kata.testFile),
    ...(kata.files.length > 0 ? { files } : {}),
  }
}

/** Where a kata's files lie as they were given; there may be nothing. */
export function givenFolder(workspace: Workspace, slug: string): string {
  return join(workspace.folder, '.given', slug)
}
