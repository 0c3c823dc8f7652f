import { exitCodes } from '../errors.ts'
import { renderSolution } from '../report/render-solution.ts'
import { shownPath } from '../terminal/shown-path.ts'
import type { CommandDefinition } from './command.ts'
import { openSolution } from './open-solution.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at' }],
  options: [
    { flags: '-y, --yes', summary: 'Do not ask, though the kata is not passed' },
    { flags: '--json', summary: 'As JSON: code, explanation, names of the other designs, folder' },
  ],
  examples: [
    { line: 'kata solution lost-update', does: 'after the first pass freely, before it after a question' },
    { line: 'kata solution lost-update --yes', does: 'without being asked; it is entered in your progress' },
  ],
  run: async (context, input) => {
    const open = await openSolution(context, input)
    if (open === undefined) return exitCodes.passed
    const { kata, solution, folder, isBeforePass } = open
    const view = {
      kata: kata.slug,
      solution,
      folder: shownPath(folder, context.currentFolder),
      commands: context.commands.map(({ name }) => name),
    }
    context.write(
      input.options['json']
        ? `${JSON.stringify({ kata: kata.slug, isBeforePass, folder, ...solution }, null, 2)}\n`
        : renderSolution(view, context.screen),
    )
    return exitCodes.passed
  },
}
