// A learner's session, ended at every byte of every write and before every other change to the disk:
// `node dying-learner.ts <folder> <kata as JSON> <part> <parts>` tries every `parts`th place from `part` on, and prints
// what was found as JSON.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from '../../src/course/kata.ts'
import { openProgress } from '../../src/workspace/mirror/open-progress.ts'
import { loadProgress } from '../../src/workspace/progress-log.ts'
import type { Workspace } from '../../src/workspace/workspace.ts'
import { Died, type DyingDisk, letDiskDie } from './dying-disk.ts'
import { allTexts, learnersTexts, runSession, workspaceAt } from './learner-session.ts'

const [folder = '', kataJson = '{}', part = '0', parts = '1'] = process.argv.slice(2)
const kata = smallKata(JSON.parse(kataJson))
const wholeTexts = ['given', ...allTexts]
const found = { places: 0, told: 0, recovered: 0, recoveredFromCopy: 0, wrong: [] as string[] }

const changes = play(Number.POSITIVE_INFINITY)
for (let place = Number(part); place < changes; place += Number(parts)) play(place)
process.stdout.write(JSON.stringify({ ...found, changes }))

/** The same kata with files of a few bytes, so that the places are not too many. */
function smallKata(whole: Kata): Kata {
  const own = join(folder, 'kata')
  mkdirSync(join(own, 'solution'), { recursive: true })
  const names = ['README.md', whole.starterName, whole.testName, 'solution/README.md', `solution/${whole.starterName}`]
  for (const name of names) writeFileSync(join(own, name), 'given')
  return { ...whole, folder: own, starterFile: join(own, whole.starterName), testFile: join(own, whole.testName) }
}

/** Lets the session die after so many changes, and looks at what is left. Tells how many changes it made. */
function play(limit: number): number {
  const base = join(folder, String(limit))
  const workspace = workspaceAt(join(base, 'workspace'))
  mkdirSync(workspace.folder, { recursive: true })
  const told: string[] = []
  const made = dieIn(workspace, limit, told)
  using disk = letDiskDie(Number.POSITIVE_INFINITY)
  const save = saveBeside(disk)
  examine({ workspace, base, told, save }, `after ${limit} changes, told ${told.join(', ')}`)
  rmSync(base, { recursive: true })
  return made
}

function dieIn(workspace: Workspace, limit: number, told: string[]): number {
  using disk = letDiskDie(limit)
  const tell = (kind: string): void => {
    // A death that the program took for a failure of the second copy is one all the same.
    if (disk.isDead) throw new Died('killed')
    told.push(kind)
  }
  try {
    runSession({ workspace, kata, tell, save: saveBeside(disk) })
  } catch (error) {
    if (!(error instanceof Died)) throw error
  }
  return disk.changes
}

/** The editor is another program, which lives on. */
function saveBeside(disk: DyingDisk): (file: string, text: string) => void {
  return (file, text) => disk.bypass(() => writeFileSync(file, text))
}

interface Left {
  readonly workspace: Workspace
  readonly base: string
  readonly told: readonly string[]
  readonly save: ReturnType<typeof saveBeside>
}

function examine({ workspace, base, told, save }: Left, place: string): void {
  const expect = (holds: boolean, what: string): void => void (holds || found.wrong.push(`${place}: ${what}`))
  const typed = learnersTexts.filter((_, index) => existsSync(join(workspace.folder, `typed-${index}`)))
  found.places += 1
  found.told += told.length
  found.recovered += countFound(told, workspace)
  expect(
    typed.every((text) => textsBelow(base).includes(text)),
    `a text is gone, of ${typed.join(', ')}`,
  )
  const copy = { ...workspaceAt(join(base, 'fresh')) }
  mkdirSync(copy.folder)
  openProgress(copy)
  found.recoveredFromCopy += countFound(told, copy)
  rmSync(copy.folder, { recursive: true })
  expect(
    textsBelow(base).every((text) => wholeTexts.includes(text)),
    'a file is torn',
  )
  const toldAgain: string[] = []
  runSession({ workspace, kata, tell: (kind) => toldAgain.push(kind), save })
  // The start is in the log already, and what came from elsewhere stands before all else.
  const wanted = toldAgain.slice(1).filter((kind) => kind !== 'review')
  expect(ownKinds(workspace).slice(-wanted.length).join() === wanted.join(), 'the next session loses an event')
  const texts = textsBelow(workspace.folder)
  expect(
    allTexts.every((text) => texts.includes(text)),
    'the next session does not end with all texts',
  )
  expect(existsSync(join(workspace.folder, 'add-up/solution/README.md')), 'the next session brings no solution')
}

/** How many of the events that were told as done are in the log, in their order. */
function countFound(told: readonly string[], workspace: Workspace): number {
  const own = ownKinds(workspace)
  const inOrder = told.filter((kind) => kind !== 'review').filter((kind, index) => own[index] === kind).length
  const hasReview = loadProgress(workspace).events.some(({ kind }) => kind === 'review')
  return inOrder + (told.includes('review') && hasReview ? 1 : 0)
}

function ownKinds(workspace: Workspace): string[] {
  const kinds = loadProgress(workspace).events.map(({ kind }) => kind)
  return kinds.filter((kind) => kind !== 'review')
}

function textsBelow(base: string): string[] {
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'add-up.ts' && !entry.parentPath.includes('.part'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
}
