import { join } from 'node:path'
import { sheetName } from '../course/build.ts'
import type { Kata } from '../course/kata.ts'
import type { Workspace } from './workspace.ts'

/** Where one kata lies in the workspace. Absolute paths; nothing is said about whether they exist. */
export interface WorkspaceKata {
  readonly folder: string
  /** The file that the learner edits. */
  readonly starterFile: string
  /** The learner's copy of the test. */
  readonly testFile: string
  /** The learner's claims; only of a stage of a build. */
  readonly sheetFile?: string
  /** Filled on the first pass. */
  readonly solutionFolder: string
}

export function placeKata(workspace: Workspace, kata: Kata): WorkspaceKata {
  const folder = join(workspace.folder, workFolderOf(kata))
  const solution = join(folder, 'solution')
  return {
    folder,
    starterFile: join(folder, kata.starterName),
    testFile: join(folder, kata.testName),
    // The stages of a build share the folder, and each brings a solution.
    solutionFolder: kata.stage === undefined ? solution : join(solution, kata.slug),
    ...(kata.stage === undefined ? {} : { sheetFile: join(folder, sheetName) }),
  }
}

/** The name of the folder in which a kata is worked on, below the workspace and below `attempts/`: a build has one for all its stages. */
export function workFolderOf({ slug, stage }: Pick<Kata, 'slug' | 'stage'>): string {
  return stage?.build ?? slug
}
