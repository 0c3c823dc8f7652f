import { exitCodes } from '../errors.ts'
import { renderProgress } from '../report/render-progress.ts'
import type { CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'
import { outlineOf } from './outline-of.ts'
import { summariseProgress } from './summarise-progress.ts'

export const command: CommandDefinition = {
  options: [{ flags: '--json', summary: 'As JSON: counts by chapter, katas, answers to predictions' }],
  examples: [
    { line: 'kata progress', does: 'what you have done, by chapter' },
    { line: 'kata progress --json', does: 'the same for a program' },
  ],
  run: async (context, { options }) => {
    const { course, progress } = await openCourse(context)
    const summary = summariseProgress(outlineOf(course, progress), progress)
    context.write(options['json'] ? `${JSON.stringify(summary, null, 2)}\n` : renderProgress(summary, context.screen))
    return exitCodes.passed
  },
}
