import type { Course } from '../../course/course.ts'
import { keepAttempt } from '../attempts/keep-attempt.ts'
import { listAttempts } from '../attempts/list-attempts.ts'
import { loadProgress } from '../progress-log.ts'
import { readFolder } from '../safe-files.ts'
import { isStarted } from '../start-kata.ts'
import type { Workspace } from '../workspace.ts'
import { packContent } from './carried-content.ts'
import { type CarriedAttempt, type ProgressFile, progressFormat, progressFormatVersion } from './progress-file.ts'

/** Gathers all progress of a workspace. What the learner has in work is kept as a version first, so that it comes along. */
export function gatherProgress(workspace: Workspace, course: Course): ProgressFile {
  for (const kata of course.katas.values()) if (isStarted(workspace, kata)) keepAttempt(workspace, kata)
  const attempts = listAttempts(workspace.attemptsFolder).map(({ kata, name, folder }): CarriedAttempt => {
    const files = [...readFolder(folder)].map(([file, content]) => [file, packContent(content)] as const)
    return { kata, name, files: Object.fromEntries(files) }
  })
  return { events: loadProgress(workspace).events, attempts }
}

/** The text of a progress file. */
export function renderProgressFile({ events, attempts }: ProgressFile): string {
  return `${JSON.stringify({ format: progressFormat, version: progressFormatVersion, events, attempts }, null, 1)}\n`
}
