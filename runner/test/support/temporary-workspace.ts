import { join } from 'node:path'
import type { Course } from '../../src/course/course.ts'
import { findKata } from '../../src/course/find-by-name.ts'
import type { Kata } from '../../src/course/kata.ts'
import { loadCourse } from '../../src/course/load-course.ts'
import type { Workspace } from '../../src/workspace/workspace.ts'
import { fixtureCourse } from './fixture-course.ts'
import { temporaryFolder } from './temporary-folder.ts'

interface TemporaryWorkspace {
  readonly workspace: Workspace
  readonly course: Course
  /** The fixture course's first kata. */
  readonly kata: Kata
}

/** A workspace with nothing in it, beside the fixture course. */
export async function temporaryWorkspace(): Promise<TemporaryWorkspace> {
  const folder = temporaryFolder()
  const course = await loadCourse(fixtureCourse)
  return {
    workspace: { folder, progressFile: join(folder, 'progress.jsonl'), attemptsFolder: join(folder, 'attempts') },
    course,
    kata: findKata(course, 'add-up'),
  }
}
