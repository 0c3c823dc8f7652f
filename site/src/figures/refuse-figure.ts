import { askDidYouMean, findClosestNames } from '../../../runner/src/closest-names.ts'
import { CourseError } from '../../../runner/src/errors.ts'
import { figureNames } from '../../../runner/src/figures/index.ts'

/** What stops the build when a block names a figure that does not exist. */
export function refuseFigure(name: string, place: string): CourseError {
  return new CourseError('COURSE_FILE_INVALID', {
    message: `${place}: expected the name of a figure behind \`\`\`figure, got "${name}"`,
    hint: askDidYouMean(findClosestNames(name, figureNames), `There is ${figureNames.join(', ')}.`),
  })
}
