import { CourseError, exitCodes } from '../errors.ts'
import { compareVersions } from '../report/diff/compare-versions.ts'
import { renderDiff } from '../report/diff/render-diff.ts'
import { readPresent } from '../workspace/attempts/read-versions.ts'
import type { CommandDefinition } from './command.ts'
import { openSolution } from './open-solution.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at' }],
  options: [
    { flags: '-y, --yes', summary: 'Do not ask, though the kata is not passed' },
    { flags: '--json', summary: 'As JSON: the lines that both have, and those of one of them' },
  ],
  examples: [
    { line: 'kata diff lost-update', does: 'what leads from your file to the solution' },
    { line: 'kata attempts lost-update --diff 1', does: 'what leads from an earlier version of yours to your file' },
  ],
  run: async (context, input) => {
    const open = await openSolution(context, input)
    if (open === undefined) return exitCodes.passed
    const { workspace, kata, solution, isBeforePass } = open
    if (kata.kind === 'drill') {
      const message = `${kata.slug} is a drill: its solution is what to do to the system, not a file of it.`
      throw new CourseError('WRONG_USAGE', { message, hint: `Read it with \`kata solution ${kata.slug}\`.` })
    }
    const file = kata.starterName
    const mine = readPresent(workspace, kata).get(file) ?? ''
    const files = compareVersions(new Map([[file, mine]]), new Map([[file, solution.code]]))
    context.write(
      input.options['json']
        ? `${JSON.stringify({ kata: kata.slug, isBeforePass, files }, null, 2)}\n`
        : renderDiff(files, { from: 'your file', to: 'the solution' }, context.screen),
    )
    return exitCodes.passed
  },
}
