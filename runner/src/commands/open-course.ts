import { join } from 'node:path'
import type { Course } from '../course/course.ts'
import { loadCourse } from '../course/load-course.ts'
import { dataFolder } from '../services/data-folder.ts'
import { deriveProgress, type Progress } from '../workspace/derive-progress.ts'
import { findWorkspace, openWorkspace } from '../workspace/find-workspace.ts'
import { openProgress } from '../workspace/mirror/open-progress.ts'
import type { ProgressEvent } from '../workspace/progress-event.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { CommandContext } from './command.ts'

interface OpenCourse {
  readonly course: Course
  readonly progress: Progress
  /** What progress was derived from, in the order of their ids. */
  readonly events: readonly ProgressEvent[]
}

/** The course and the learner's progress, for commands that only look. No workspace means no progress yet. */
export async function openCourse(context: CommandContext): Promise<OpenCourse & { readonly workspace?: Workspace }> {
  const course = await loadRemembered(context)
  const workspace = findWorkspace(context)
  if (!workspace) return { course, progress: deriveProgress([]), events: [] }
  return { course, workspace, ...readProgress(context, workspace) }
}

/** As `openCourse`, for commands that write: the workspace of a clone is made when it is not there. */
export async function openCourseToWrite(
  context: CommandContext,
): Promise<OpenCourse & { readonly workspace: Workspace }> {
  const course = await loadRemembered(context)
  const workspace = openWorkspace(context)
  return { course, workspace, ...readProgress(context, workspace) }
}

function readProgress(context: CommandContext, workspace: Workspace): Omit<OpenCourse, 'course'> {
  const { events, notices } = openProgress(workspace)
  for (const notice of notices) context.note(`${notice}\n`)
  return { events, progress: deriveProgress(events) }
}

function loadRemembered({ courseRoot }: CommandContext): Promise<Course> {
  const name = `course-${encodeURIComponent(courseRoot)}.json`
  return loadCourse(courseRoot, { cacheFile: join(dataFolder(), 'cache', name) })
}
