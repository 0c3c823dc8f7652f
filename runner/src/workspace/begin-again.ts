import { relative } from 'node:path'
import type { Chapter, Course } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import type { Progress } from './derive-progress.ts'
import { placeKata, type WorkspaceKata } from './place-kata.ts'
import type { TestOutEvent } from './progress-event.ts'
import { appendEvent } from './progress-log.ts'
import { putSolutionAway } from './put-solution-away.ts'
import { putStarterBack } from './reset-kata.ts'
import { startKata } from './start-kata.ts'
import type { Workspace } from './workspace.ts'

interface BegunAgain extends WorkspaceKata {
  /** Absolute path of the folder that keeps the learner's version; absent when there was none to keep. */
  readonly attemptFolder?: string
}

/** Begins a passed kata again from its starter. The learner's solution is kept below `attempts/`, the course's is put away until the next pass. */
export function beginReview(workspace: Workspace, kata: Kata, now?: Date): BegunAgain {
  const { given, attemptFolder } = bringStarter(workspace, kata, now)
  const attempt = attemptFolder === undefined ? {} : { attempt: relative(workspace.folder, attemptFolder) }
  appendEvent(workspace, { kind: 'review', kata: kata.slug, ...attempt, given })
  return describe(workspace, kata, attemptFolder)
}

/** Begins a chapter's boss from its starter, to stand for the katas of the chapter that are neither passed nor tested out. */
export function beginTestOut(workspace: Workspace, boss: Kata, standsFor: readonly Kata[], now?: Date): BegunAgain {
  startKata(workspace, boss)
  const { given, attemptFolder } = bringStarter(workspace, boss, now)
  appendEvent(workspace, {
    kind: 'testout',
    chapter: boss.chapter,
    kata: boss.slug,
    standsFor: standsFor.map(({ slug, constraints }): TestOutEvent['standsFor'][number] => ({
      kata: slug,
      constraints,
    })),
    given,
  })
  return describe(workspace, boss, attemptFolder)
}

/** The katas of a chapter for which its boss would stand now. */
export function katasToTestOut(course: Course, chapter: Chapter, { katas, testedOut }: Progress): Kata[] {
  return chapter.lessons
    .flatMap((lesson) => lesson.katas)
    .filter((slug) => katas.get(slug)?.state !== 'passed' && !testedOut.has(slug))
    .flatMap((slug) => course.katas.get(slug) ?? [])
}

function bringStarter(workspace: Workspace, kata: Kata, now?: Date) {
  const begun = putStarterBack(workspace, kata, now)
  putSolutionAway(placeKata(workspace, kata).solutionFolder, kata)
  return begun
}

function describe(workspace: Workspace, kata: Kata, attemptFolder: string | undefined): BegunAgain {
  return { ...placeKata(workspace, kata), ...(attemptFolder === undefined ? {} : { attemptFolder }) }
}
