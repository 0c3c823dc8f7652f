import { askDidYouMean, findClosestNames } from '../../../runner/src/closest-names.ts'
import { CourseError } from '../../../runner/src/errors.ts'
import { type FigureName, figureNames, isFigureName } from '../../../runner/src/figures/index.ts'

/**
 * The name of a figure that there is.
 *
 * @param place file and line of its block
 * @throws CourseError `COURSE_FILE_INVALID`
 */
export function checkFigureName(name: string, place: string): FigureName {
  if (isFigureName(name)) return name
  throw new CourseError('COURSE_FILE_INVALID', {
    message: `${place}: expected the name of a figure, got ${name}`,
    hint: askDidYouMean(findClosestNames(name, figureNames), `Use one of: ${figureNames.join(', ')}.`),
  })
}
