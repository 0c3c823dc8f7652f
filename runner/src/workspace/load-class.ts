import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Kata } from '../course/kata.ts'
import { CourseError } from '../errors.ts'
import { workFolderOf } from './place-kata.ts'
import { assertPlainFile, readWorkFile, readWorkFolder, type WorkFiles } from './read-work.ts'

/** What one learner handed in for one kata. */
export type LearnerWork =
  | { readonly learner: string; readonly kata: Kata; readonly state: 'handed-in'; readonly files: WorkFiles }
  /** It was asked for, and is not there. */
  | { readonly learner: string; readonly kata: Kata; readonly state: 'missing' }
  | { readonly learner: string; readonly kata: Kata; readonly state: 'unreadable'; readonly reason: string }
  /** The learner's folder itself is not as it should be. */
  | { readonly learner: string; readonly state: 'unreadable'; readonly reason: string }

const notLearners = new Set(['node_modules', 'attempts', 'reports', 'solution'])

/**
 * Reads everything that is to be graded, before anything is run: the folder itself when it holds katas, else each folder
 * in it as that of one learner. In each a kata is `<kata>/<its file>` or its file alone, and both may lie in `workspace/`.
 * Learners by name, katas in the course's order; `wanted` are missed where they are not.
 *
 * @throws CourseError `WRONG_USAGE` when the folder is none or holds nobody's work
 */
export function loadClass(folder: string, katas: readonly Kata[], wanted: readonly Kata[]): LearnerWork[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CourseError('WRONG_USAGE', { message: `${folder} is no folder.`, hint })
  const looked = wanted.length > 0 ? wanted : katas
  if (holdsKatas(folder, katas)) return readLearner(basename(folder), folder, looked, wanted)
  const entries = readdirSync(folder, { withFileTypes: true })
  const names = entries.flatMap((entry) => (entry.isFile() || isNoLearner(entry.name) ? [] : [entry.name])).toSorted()
  const works = names.flatMap((name) => loadLearner(name, join(folder, name), { katas, looked, wanted }))
  const hasAny = works.some((work) => 'kata' in work && work.state !== 'missing')
  if (hasAny) return works
  throw new CourseError('WRONG_USAGE', { message: `Neither ${folder} nor a folder in it holds a kata.`, hint })
}

const hint = 'Expected a workspace, or a folder with one folder for each learner. See `kata test --help`.'

function isNoLearner(name: string): boolean {
  return name.startsWith('.') || notLearners.has(name)
}

interface Choice {
  readonly katas: readonly Kata[]
  readonly looked: readonly Kata[]
  readonly wanted: readonly Kata[]
}

/** A folder that can't be read is told, and the others go on. */
function loadLearner(learner: string, folder: string, { katas, looked, wanted }: Choice): LearnerWork[] {
  try {
    if (holdsKatas(folder, katas)) return readLearner(learner, folder, looked, wanted)
    if (!statSync(folder).isDirectory()) return [{ learner, state: 'unreadable', reason: 'it is no folder' }]
    readdirSync(folder)
    return [{ learner, state: 'unreadable', reason: 'no kata of this course is in it' }]
  } catch (error) {
    return [{ learner, state: 'unreadable', reason: reasonOf(error) }]
  }
}

function holdsKatas(folder: string, katas: readonly Kata[]): boolean {
  return katas.some((kata) => findPlace(folder, kata) !== undefined)
}

function readLearner(learner: string, folder: string, looked: readonly Kata[], wanted: readonly Kata[]): LearnerWork[] {
  return looked.flatMap((kata): LearnerWork[] => {
    const place = findPlace(folder, kata)
    if (place === undefined) return wanted.includes(kata) ? [{ learner, kata, state: 'missing' }] : []
    try {
      return [{ learner, kata, state: 'handed-in', files: readPlace(place, kata) }]
    } catch (error) {
      return [{ learner, kata, state: 'unreadable', reason: reasonOf(error) }]
    }
  })
}

/** The kata's folder, or its file alone. */
function findPlace(folder: string, kata: Kata): { path: string; isFolder: boolean } | undefined {
  const { starterName } = kata
  const own = workFolderOf(kata)
  for (const root of [folder, join(folder, 'workspace')]) {
    if (existsSync(join(root, own, starterName))) return { path: join(root, own), isFolder: true }
    if (existsSync(join(root, starterName))) return { path: join(root, starterName), isFolder: false }
  }
  return undefined
}

function readPlace({ path, isFolder }: { path: string; isFolder: boolean }, { starterName }: Kata): WorkFiles {
  if (!isFolder) return readWorkFile(path, starterName)
  assertPlainFile(join(path, starterName), starterName)
  return readWorkFolder(path)
}

function reasonOf(error: unknown): string {
  if (error instanceof CourseError) return error.message
  const { code = String(error) } = error as NodeJS.ErrnoException
  return code === 'EACCES' ? 'this user may not read it' : `it can't be read (${code})`
}
