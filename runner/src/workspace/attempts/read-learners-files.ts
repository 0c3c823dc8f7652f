import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from '../../course/kata.ts'
import { withLfEnds } from '../content-hash.ts'
import { courseFiles } from '../given/course-files.ts'
import { givenFolder } from '../given/keep-given.ts'
import { placeKata } from '../place-kata.ts'
import { type FolderFiles, isPart, readFolder } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'

/** What the learner wrote for a kata: everything in its folder that is not as the course gave it. */
export function readLearnersFiles(workspace: Workspace, kata: Kata): FolderFiles {
  const { folder } = placeKata(workspace, kata)
  if (!existsSync(folder)) return new Map()
  const files = readFolder(folder, isLearners)
  const given = [kata.folder, givenFolder(workspace, kata.slug)]
  return new Map(
    [...files].filter(
      ([name, content]) =>
        !courseFiles(kata).includes(name) || !given.some((place) => isSame(join(place, name), content)),
    ),
  )
}

// The solution is the course's, and packages and what begins with a dot come from tools.
function isLearners(name: string): boolean {
  const [own = ''] = name.split('/').slice(-1)
  return name !== 'solution' && own !== 'node_modules' && !own.startsWith('.') && !isPart(own)
}

/** Whether a file holds this text, whatever its line ends are. */
function isSame(file: string, content: Uint8Array): boolean {
  return existsSync(file) && withLfEnds(readFileSync(file, 'utf8')) === withLfEnds(Buffer.from(content).toString())
}
