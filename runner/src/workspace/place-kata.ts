import { join } from 'node:path'
import type { Kata } from '../course/kata.ts'
import type { Workspace } from './workspace.ts'

/** Where one kata lies in the workspace. Absolute paths; nothing is said about whether they exist. */
export interface WorkspaceKata {
  readonly folder: string
  /** The file that the learner edits. */
  readonly starterFile: string
  /** The learner's copy of the test. */
  readonly testFile: string
  /** Filled on the first pass. */
  readonly solutionFolder: string
}

export function placeKata(workspace: Workspace, kata: Kata): WorkspaceKata {
  const folder = join(workspace.folder, kata.slug)
  return {
    folder,
    starterFile: join(folder, kata.starterName),
    testFile: join(folder, kata.testName),
    solutionFolder: join(folder, 'solution'),
  }
}
