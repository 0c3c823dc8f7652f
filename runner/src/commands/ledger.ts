import { exitCodes } from '../errors.ts'
import { renderLedger } from '../report/render-ledger.ts'
import { isStaleKata } from '../workspace/given/is-stale.ts'
import type { CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'

export const command: CommandDefinition = {
  options: [
    { flags: '--json', summary: 'As JSON: each constraint with kata, dates and evidence, and what was tested out' },
  ],
  examples: [
    {
      line: 'kata ledger',
      does: 'the constraints you have defended, what was measured, and when it was last confirmed',
    },
    { line: 'kata ledger --json', does: 'the same for a program' },
  ],
  run: async (context, { options }) => {
    const { course, progress } = await openCourse(context)
    const ledger = progress.ledger.map((entry) => ({ ...entry, isStale: isStaleKata(course, progress, entry.kata) }))
    const testedOut = [...progress.testedOut.values()]
    const text = options['json']
      ? `${JSON.stringify({ constraints: ledger, testedOut }, null, 2)}\n`
      : renderLedger(ledger, testedOut, context.screen)
    context.write(text)
    return exitCodes.passed
  },
}
