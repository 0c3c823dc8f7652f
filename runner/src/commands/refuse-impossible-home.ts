import { existsSync } from 'node:fs'
import { CourseError } from '../errors.ts'
import { makeFolder } from '../make-folder.ts'
import { dataFolder } from '../services/data-folder.ts'

/**
 * Refuses a data folder in a place that can hold none. Before anything else: Node itself, which keeps compiled code
 * there, would try to make it for ever. A folder that can't be written costs some commands nothing, so they say it.
 *
 * @throws CourseError `DATA_FOLDER_NOT_WRITABLE`
 */
export function refuseImpossibleHome(): void {
  const folder = dataFolder()
  if (existsSync(folder)) return
  try {
    makeFolder(folder, 0o711)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return
    throw new CourseError('DATA_FOLDER_NOT_WRITABLE', { message: `${folder} can't be made there.`, cause })
  }
}
