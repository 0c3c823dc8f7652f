import { relative, sep } from 'node:path'
import type { Course } from '../course/course.ts'
import { findBuild, findKata } from '../course/find-by-name.ts'
import type { Kata } from '../course/kata.ts'
import { CourseError } from '../errors.ts'
import { chooseStage } from './choose-stage.ts'
import type { Progress } from './derive-progress.ts'
import type { Workspace } from './workspace.ts'

interface Choice {
  readonly course: Course
  readonly workspace: Workspace
  readonly progress: Progress
  readonly currentFolder: string
  /** As typed; may be the beginning of a slug. */
  readonly name?: string | undefined
}

/**
 * The kata that is meant: the named one, else the one in whose folder the command was given, else the one
 * that was touched last. The name and the folder of a build mean the stage at which the learner is.
 *
 * @throws CourseError `UNKNOWN_KATA`, `AMBIGUOUS_NAME` or `KATA_NOT_NAMED`
 */
export function chooseKata({ course, workspace, progress, currentFolder, name }: Choice): Kata {
  if (name !== undefined) return findKataOrStage(course, progress, name)
  const [folder = ''] = relative(workspace.folder, currentFolder).split(sep)
  const build = course.builds.get(folder)
  const kata = build ? chooseStage(build, progress) : course.katas.get(folder)
  const meant = kata ?? course.katas.get(progress.lastKata ?? '')
  if (meant) return meant
  throw new CourseError('KATA_NOT_NAMED', { message: 'No kata was named, and none has been started yet.' })
}

/**
 * The kata of this name, or beginning of a name; of a build, the stage at which the learner is.
 *
 * @throws CourseError `UNKNOWN_KATA` or `AMBIGUOUS_NAME`
 */
export function findKataOrStage(course: Course, progress: Progress, name: string): Kata {
  const build = findBuild(course, name)
  return build === undefined ? findKata(course, name) : chooseStage(build, progress)
}
