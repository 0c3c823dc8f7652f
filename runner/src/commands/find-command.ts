import { askDidYouMean, findClosestNames } from '../closest-names.ts'
import { CourseError } from '../errors.ts'
import type { CommandEntry } from './command.ts'

interface FoundCommand {
  readonly entry: CommandEntry
  /** What stands behind the command's name. */
  readonly rest: readonly string[]
}

/**
 * Finds the command that `words` begin with; names of two words win over names of one.
 *
 * @throws CourseError `UNKNOWN_COMMAND`, with the commands that may have been meant
 */
export function findCommand(table: readonly CommandEntry[], words: readonly string[]): FoundCommand {
  for (const length of [2, 1]) {
    const entry = table.find(({ name }) => name === words.slice(0, length).join(' '))
    if (entry && words.length >= length) return { entry, rest: words.slice(length) }
  }
  throw unknownCommand(table, words)
}

function unknownCommand(table: readonly CommandEntry[], [first = '', second = '']: readonly string[]): CourseError {
  const group = table.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => `\`kata ${name}\``)
  if (group.length > 0) {
    const given = second === '' || second.startsWith('-') ? `"${first}" alone` : `"${first} ${second}"`
    return new CourseError('UNKNOWN_COMMAND', {
      message: `${given} is no command.`,
      hint: `There is ${group.join(' and ')}.`,
    })
  }
  const closest = findClosestNames(
    first,
    table.map(({ name }) => name),
  ).map((name) => `kata ${name}`)
  return new CourseError('UNKNOWN_COMMAND', {
    message: `"${first}" is no command.`,
    hint: askDidYouMean(closest, 'See `kata help` for every command.'),
  })
}
