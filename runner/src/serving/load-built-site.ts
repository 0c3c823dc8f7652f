import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CourseError } from '../errors.ts'
import { isPageCourse, type PageCourse, pageCoursePath } from '../pages/page-course.ts'

export interface BuiltSite {
  /** The folder that holds `index.html`. */
  readonly folder: string
  readonly course: PageCourse
}

/**
 * Finds the built site in a folder.
 *
 * @throws CourseError `SITE_NOT_BUILT` when it is not there, or only half
 */
export function loadBuiltSite(folder: string): BuiltSite {
  const isFolder = existsSync(folder) && statSync(folder).isDirectory()
  if (!isFolder || !existsSync(join(folder, 'index.html'))) throw notBuilt(`${folder} has no index.html.`)
  const course = readCourse(join(folder, pageCoursePath))
  if (course === undefined) throw notBuilt(`${join(folder, pageCoursePath)} is missing or torn.`)
  return { folder, course }
}

function readCourse(file: string): PageCourse | undefined {
  if (!existsSync(file)) return undefined
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isPageCourse(value) ? value : undefined
  } catch {
    return undefined
  }
}

function notBuilt(message: string): CourseError {
  return new CourseError('SITE_NOT_BUILT', { message })
}
