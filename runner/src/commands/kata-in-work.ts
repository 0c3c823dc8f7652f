import { existsSync } from 'node:fs'
import type { Kata } from '../course/kata.ts'
import { CourseError } from '../errors.ts'
import { type RunTarget, targetAt } from '../runs/run-target.ts'
import { chooseKata } from '../workspace/choose-kata.ts'
import { placeKata, type WorkspaceKata } from '../workspace/place-kata.ts'
import { isStarted } from '../workspace/start-kata.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { CommandContext } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

/** A kata in the learner's workspace, ready to be run. */
export interface KataInWork {
  readonly workspace: Workspace
  readonly kata: Kata
  readonly place: WorkspaceKata
  readonly target: RunTarget
}

/**
 * The kata of this name, else the one in whose folder the command was given, else the one touched last.
 *
 * @throws CourseError `KATA_NOT_STARTED`, or for a name that is none
 */
export async function openKataInWork(context: CommandContext, name: string | undefined): Promise<KataInWork> {
  const { course, workspace, progress } = await openCourseToWrite(context)
  const kata = chooseKata({ course, workspace, progress, currentFolder: context.currentFolder, name })
  const place = placeKata(workspace, kata)
  if (!isStarted(workspace, kata)) {
    const hint = `Run \`kata start ${kata.slug}\` to begin.`
    throw new CourseError('KATA_NOT_STARTED', { message: `There is no ${missingFile(place)}.`, hint })
  }
  return { workspace, kata, place, target: targetAt(place.folder, kata) }
}

function missingFile({ starterFile, testFile }: WorkspaceKata): string {
  return existsSync(starterFile) ? testFile : starterFile
}
