import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { editedNames } from '../../course/given-files.ts'
import type { Kata } from '../../course/kata.ts'
import { placeKata } from '../place-kata.ts'
import { readFolder } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'
import type { Attempt } from './attempt.ts'
import { readLearnersFiles } from './read-learners-files.ts'

/** Texts by file name. */
export type VersionTexts = ReadonlyMap<string, string>

/** The texts of a kept version. */
export function readAttempt({ folder }: Attempt): VersionTexts {
  return textsOf(readFolder(folder))
}

/** The texts in the workspace now: what the learner wrote, and files of these names in any case. */
export function readPresent(workspace: Workspace, kata: Kata, names: Iterable<string> = []): VersionTexts {
  const { folder } = placeKata(workspace, kata)
  const texts = new Map(textsOf(readLearnersFiles(workspace, kata)))
  for (const name of [...editedNames(kata), ...names]) {
    const file = join(folder, name)
    if (existsSync(file)) texts.set(name, readFileSync(file, 'utf8'))
  }
  return texts
}

function textsOf(files: ReadonlyMap<string, Uint8Array>): Map<string, string> {
  return new Map([...files].map(([name, content]) => [name, Buffer.from(content).toString()]))
}
