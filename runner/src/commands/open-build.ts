import { relative, sep } from 'node:path'
import { askDidYouMean, findClosestNames } from '../closest-names.ts'
import type { Build, Course } from '../course/course.ts'
import { findBuild } from '../course/find-by-name.ts'
import type { Kata } from '../course/kata.ts'
import { CourseError } from '../errors.ts'
import { placeKata, type WorkspaceKata } from '../workspace/place-kata.ts'
import type { ProgressEvent } from '../workspace/progress-event.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { CommandContext } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

/** A build in the learner's workspace. */
export interface BuildInWork {
  readonly build: Build
  readonly lastStage: Kata
  readonly workspace: Workspace
  readonly place: WorkspaceKata
  readonly events: readonly ProgressEvent[]
}

/**
 * The build of this name or with this stage, else the one in whose folder the command was given, else the one touched last.
 *
 * @throws CourseError `UNKNOWN_BUILD`
 */
export async function openBuild(context: CommandContext, name: string | undefined): Promise<BuildInWork> {
  const { course, workspace, progress, events } = await openCourseToWrite(context)
  const [folder = ''] = relative(workspace.folder, context.currentFolder).split(sep)
  const build =
    name === undefined
      ? (course.builds.get(folder) ?? buildOf(course, progress.lastKata))
      : (findBuild(course, name) ?? buildOf(course, name))
  const lastStage = build?.stages.at(-1)
  if (build === undefined || lastStage === undefined) throw unknownBuild(course, name)
  return { build, lastStage, workspace, place: placeKata(workspace, lastStage), events }
}

function buildOf({ katas, builds }: Course, stage: string | undefined): Build | undefined {
  return builds.get(katas.get(stage ?? '')?.build ?? '')
}

function unknownBuild({ builds }: Course, name: string | undefined): CourseError {
  const names = [...builds.keys()]
  const known = names.length === 0 ? 'This course has no builds yet.' : `The builds are: ${names.join(', ')}.`
  if (name === undefined)
    return new CourseError('UNKNOWN_BUILD', { message: 'No build was named, and none is in work.', hint: known })
  return new CourseError('UNKNOWN_BUILD', {
    message: `No build of this course is called "${name}".`,
    hint: askDidYouMean(findClosestNames(name, names), known),
  })
}
