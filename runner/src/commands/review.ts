import type { Kata } from '../course/kata.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { renderBegunAgain } from '../report/render-begun-again.ts'
import { renderReviews } from '../report/render-reviews.ts'
import { beginReview } from '../workspace/begin-again.ts'
import { findKataOrStage } from '../workspace/choose-kata.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import { placeKata } from '../workspace/place-kata.ts'
import { isStarted } from '../workspace/start-kata.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourse, openCourseToWrite } from './open-course.ts'
import { planReviews } from './plan-reviews.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'The one to begin again; without one, what is due and when the others come' }],
  options: [{ flags: '--json', summary: 'As JSON: what is due and what comes later, or where your solution was kept' }],
  examples: [
    { line: 'kata review', does: 'which passed katas are due, and when the others come' },
    { line: 'kata review lost-update', does: 'from the starter again; your solution goes to attempts/' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const isJson = options['json'] === true
    context.write(name === undefined ? await list(context, isJson) : await begin(context, name, isJson))
    return exitCodes.passed
  },
}

async function list(context: CommandContext, isJson: boolean): Promise<string> {
  const { course, events } = await openCourse(context)
  const plan = await planReviews(course, events)
  return isJson ? `${JSON.stringify(plan, null, 2)}\n` : renderReviews(plan, context.screen)
}

async function begin(context: CommandContext, name: string, isJson: boolean): Promise<string> {
  const { course, workspace, progress } = await openCourseToWrite(context)
  const kata = findKataOrStage(course, progress, name)
  if (kata.stage !== undefined) throw stageOf(kata)
  const done = progress.katas.get(kata.slug)
  if (done?.state !== 'passed') throw notPassed(kata, progress)
  // Its file may hold work that is not kept yet, and a second beginning would be no second review.
  const isUnderWay = done.isBegunAgain && isStarted(workspace, kata)
  const begun = isUnderWay ? placeKata(workspace, kata) : beginReview(workspace, kata)
  if (isJson) return `${JSON.stringify({ kata: kata.slug, isUnderWay, ...begun }, null, 2)}\n`
  return renderBegunAgain({ kata, ...begun, isUnderWay, currentFolder: context.currentFolder }, context.screen)
}

function stageOf({ slug, build }: Kata): CourseError {
  return new CourseError('STAGE_NOT_REVIEWED', {
    message: `${slug} is a stage of the build ${build}, whose stages share one folder: beginning it again would take the code of the later ones away.`,
    hint: `Run \`kata reset ${slug}\` for the code with which you began it; what you have now is kept as a version.`,
  })
}

function notPassed({ slug }: Kata, { testedOut }: Progress): CourseError {
  const boss = testedOut.get(slug)?.by
  return new CourseError('KATA_NOT_PASSED', {
    message: `${slug} ${boss === undefined ? 'has not been passed yet' : `was tested out by ${boss} and not passed itself`}, so there is nothing to review.`,
    hint: `Run \`kata start ${slug}\` to begin it.`,
  })
}
