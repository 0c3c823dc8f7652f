import { exitCodes } from '../errors.ts'
import type { CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'

export const command: CommandDefinition = {
  examples: [
    { line: 'kata', does: 'the first time: what this is, what this machine has, the first kata' },
    { line: 'kata', does: 'afterwards: go on where you stopped' },
  ],
  run: async (context) => {
    const { course, progress } = await openCourse(context)
    const isFirstVisit = progress.lastKata === undefined && progress.answers.length === 0
    const menu = isFirstVisit ? await import('./first-visit.ts') : await import('./return-visit.ts')
    if (context.screen.isInteractive) await menu.visit(context, course)
    else await menu.tell(context, course)
    return exitCodes.passed
  },
}
