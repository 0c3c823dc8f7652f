import { relative, sep } from 'node:path'
import type { Course } from '../course/course.ts'
import { findKata } from '../course/find-by-name.ts'
import type { Kata } from '../course/kata.ts'
import { CourseError } from '../errors.ts'
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
 * that was touched last.
 *
 * @throws CourseError `UNKNOWN_KATA`, `AMBIGUOUS_NAME` or `KATA_NOT_NAMED`
 */
export function chooseKata({ course, workspace, progress, currentFolder, name }: Choice): Kata {
  if (name !== undefined) return findKata(course, name)
  const [folder = ''] = relative(workspace.folder, currentFolder).split(sep)
  const kata = course.katas.get(folder) ?? course.katas.get(progress.lastKata ?? '')
  if (kata) return kata
  throw new CourseError('KATA_NOT_NAMED', { message: 'No kata was named, and none has been started yet.' })
}
