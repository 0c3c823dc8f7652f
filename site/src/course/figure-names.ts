import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { CourseError } from '../../../runner/src/errors.ts'

/** The figures that there are: each has a folder with its model. */
function findFigureNames(): string[] {
  const folder = resolve('../runner/src/figures')
  return existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/figure.ts`)) : []
}

/**
 * Checks that a figure is one that there is.
 *
 * @param place file and line of its block
 * @throws CourseError `COURSE_FILE_INVALID`
 */
export function checkFigureName(name: string, place: string): void {
  const names = findFigureNames()
  if (names.includes(name)) return
  throw new CourseError('COURSE_FILE_INVALID', {
    message: `${place}: expected the name of a figure, got ${name}`,
    hint: names.length === 0 ? 'There are no figures yet.' : `Use one of: ${names.join(', ')}.`,
  })
}
