import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Course } from '../../course/course.ts'
import { givenFiles } from '../../course/given-files.ts'
import type { Kata } from '../../course/kata.ts'
import type { KataProgress, Progress } from '../derive-progress.ts'
import type { Workspace } from '../workspace.ts'
import { isStale } from './is-stale.ts'
import { givenFolder, hashGiven } from './keep-given.ts'

/** What the course changed in a kata since the learner was given it. */
export interface KataChange {
  readonly kata: string
  /** Names of the files of the course that changed. */
  readonly files: readonly string[]
  /** The learner passed it by an earlier test. */
  readonly isStale: boolean
  /** The course no longer has it. The learner's files stay. */
  readonly isRemoved: boolean
}

/** The katas in which something changed, in the course's order, and last those that are gone. */
export function findChanges(course: Course, progress: Progress): KataChange[] {
  const changed = [...course.katas.values()].flatMap((kata) => {
    const done = progress.katas.get(kata.slug)
    const change = { kata: kata.slug, files: changedFiles(kata, done), isStale: isStale(kata, done), isRemoved: false }
    return change.files.length > 0 || change.isStale ? [change] : []
  })
  const gone = [...progress.katas.keys()].filter((slug) => !course.katas.has(slug))
  return [...changed, ...gone.map((kata) => ({ kata, files: [], isStale: false, isRemoved: true }))]
}

// Katas that were begun before fingerprints were kept are known by their pass alone.
function changedFiles(kata: Kata, done: KataProgress | undefined): string[] {
  const { starterName, testName, stage } = kata
  if (done?.given === undefined) return isStale(kata, done) ? [testName] : []
  const now = hashGiven(kata)
  // Those which were given before their fingerprints were kept are taken as they are.
  const { files = now.files } = done.given
  // A later stage of a build goes on with the learner's own code: how the course solves the one before is no starter of theirs.
  const hasOwnStarter = stage === undefined || stage.number === 1
  return [
    ...(now.readme === done.given.readme ? [] : ['README.md']),
    ...(now.starter === done.given.starter || !hasOwnStarter ? [] : [starterName]),
    ...kata.files.filter((name) => now.files?.[name] !== files?.[name]),
    ...(now.test === done.given.test ? [] : [testName]),
  ]
}

/** A file of the course as it was given and as it is now. */
export interface ChangedTexts {
  /** Absent when what was given is not kept, as after the workspace was removed. */
  readonly given?: string
  readonly now: string
}

function sourceOf(kata: Kata, name: string): string {
  return givenFiles(kata).find((file) => file.name === name)?.source ?? join(kata.folder, name)
}

/** The texts of a changed file of the course. */
export function readChange(workspace: Workspace, kata: Kata, name: string): ChangedTexts {
  const given = join(givenFolder(workspace, kata.slug), name)
  return {
    ...(existsSync(given) ? { given: readFileSync(given, 'utf8') } : {}),
    now: readFileSync(sourceOf(kata, name), 'utf8'),
  }
}
