import { exitCodes } from '../errors.ts'
import { renderLedger } from '../report/render-ledger.ts'
import type { CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'

export const command: CommandDefinition = {
  options: [{ flags: '--json', summary: 'As JSON: each constraint with kata, dates and evidence' }],
  examples: [
    { line: 'kata ledger', does: 'the constraints you have defended, and what was measured' },
    { line: 'kata ledger --json', does: 'the same for a program' },
  ],
  run: async (context, { options }) => {
    const { progress } = await openCourse(context)
    const text = options['json']
      ? `${JSON.stringify({ constraints: progress.ledger }, null, 2)}\n`
      : renderLedger(progress.ledger, context.screen)
    context.write(text)
    return exitCodes.passed
  },
}
