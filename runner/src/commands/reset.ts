import type { Kata } from '../course/kata.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { askConfirm } from '../terminal/prompts.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { findKataOrStage } from '../workspace/choose-kata.ts'
import { resetKata } from '../workspace/reset-kata.ts'
import { isStarted } from '../workspace/start-kata.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name, or the beginning of it', isRequired: true }],
  options: [
    { flags: '-y, --yes', summary: 'Do not ask' },
    { flags: '--json', summary: 'As JSON: where your version was kept' },
  ],
  examples: [
    { line: 'kata reset lost-update', does: 'begin again; your version goes to attempts/' },
    { line: 'kata reset lost-update --yes', does: 'without being asked' },
  ],
  run: async (context, { arguments: [name = ''], options }) => {
    const { course, workspace, progress } = await openCourseToWrite(context)
    const kata = findKataOrStage(course, progress, name)
    const { slug } = kata
    if (!isStarted(workspace, kata)) throw notStarted(slug)
    if (!(options['yes'] || (await isConfirmed(context, slug)))) return exitCodes.passed
    const { attemptFolder } = resetKata(workspace, kata)
    if (options['json'])
      context.write(`${JSON.stringify({ kata: slug, attemptFolder: attemptFolder ?? null }, null, 2)}\n`)
    else context.write(describe(kata, attemptFolder && shownPath(attemptFolder, context.currentFolder)))
    return exitCodes.passed
  },
}

async function isConfirmed({ screen, signal }: CommandContext, kata: string): Promise<boolean> {
  const question = `Put the starter of ${kata} back? Your version is kept.`
  if (screen.isInteractive) return askConfirm(question, signal)
  throw new CourseError('CONFIRMATION_NEEDED', { message: question, hint: `Run \`kata reset ${kata} --yes\`.` })
}

function notStarted(kata: string): CourseError {
  return new CourseError('KATA_NOT_STARTED', {
    message: `There is no ${kata} in the workspace.`,
    hint: `Run \`kata start ${kata}\` to begin.`,
  })
}

function describe({ slug, stage }: Kata, attempt: string | undefined): string {
  if (attempt === undefined) return `Nothing had been changed: ${slug} is as it was given.\n`
  const what = stage === undefined || stage.number === 1 ? `The starter of ${slug}` : `What ${slug} began with`
  return `${what} is back. Your version is in ${attempt}.\n`
}
