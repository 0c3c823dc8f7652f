import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StageFiles, sheetName } from '../../course/build.ts'
import { givenFiles } from '../../course/given-files.ts'
import type { Kata } from '../../course/kata.ts'
import { withLfEnds } from '../content-hash.ts'
import { givenFolder } from '../given/keep-given.ts'
import { placeKata } from '../place-kata.ts'
import { type FolderFiles, isPart, readFolder } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'

/** What the learner wrote for a kata: everything in its folder that is not as the course gave it. */
export function readLearnersFiles(workspace: Workspace, kata: Kata): FolderFiles {
  const { folder } = placeKata(workspace, kata)
  if (!existsSync(folder)) return new Map()
  const files = readFolder(folder, isLearners)
  const given = givenTexts(workspace, kata)
  return new Map([...files].filter(([name, content]) => !given.get(name)?.some((file) => isSame(file, content))))
}

/** Files of the course, and of what it gave earlier, by the name that they have in the learner's folder. */
function givenTexts(workspace: Workspace, kata: Kata): ReadonlyMap<string, readonly string[]> {
  const own = givenFiles(kata).flatMap(({ name, source }) => [
    { name, file: source },
    { name, file: join(givenFolder(workspace, kata.slug), name) },
  ])
  const siblings = (kata.stage?.stages ?? []).flatMap((stage) => givenByStage(workspace, stage))
  const byName = Map.groupBy([...own, ...siblings], ({ name }) => name)
  return new Map([...byName].map(([name, entries]) => [name, entries.map(({ file }) => file)]))
}

/** Brief, test and sheet of another stage, which lie in the same folder. Its code is no starter of this stage. */
function givenByStage(workspace: Workspace, { folder, testName, testFile, sheetFile, slug }: StageFiles) {
  const kept = givenFolder(workspace, slug)
  return [
    { name: 'README.md', file: join(folder, 'README.md') },
    { name: testName, file: testFile },
    { name: sheetName, file: sheetFile },
    ...['README.md', testName, sheetName].map((name) => ({ name, file: join(kept, name) })),
  ]
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
