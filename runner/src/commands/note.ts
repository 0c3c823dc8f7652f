import { callDrill } from '../drills/client/drill-client.ts'
import { CourseError, exitCodes } from '../errors.ts'
import type { CommandDefinition } from './command.ts'
import { requireRunningDrill } from './require-running-drill.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'text', summary: 'What you think, before you act', isRequired: true, isRepeated: true }],
  examples: [
    { line: 'kata note "the pool is full, so something holds its connections"', does: 'the debrief shows it again' },
  ],
  run: async ({ write }, { arguments: words }) => {
    const text = words.join(' ').trim()
    if (text === '')
      throw new CourseError('WRONG_USAGE', { message: 'The note is empty.', hint: 'See `kata help note`.' })
    const { address, status } = await requireRunningDrill()
    await callDrill(address, 'note', { text, kind: 'note' })
    write(`Noted for ${status.drill}.\n`)
    return exitCodes.passed
  },
}
