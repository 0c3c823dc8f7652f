import { type Command, CommanderError } from 'commander'
import { CourseError } from '../errors.ts'
import type { CommandInput } from './command.ts'

/**
 * Reads a command's arguments; `help` when the command's help was asked for.
 *
 * @throws CourseError `WRONG_USAGE`
 */
export function parseArguments(command: Command, words: readonly string[]): CommandInput | 'help' {
  try {
    command.parse(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') return 'help'
    throw new CourseError('WRONG_USAGE', {
      message: asSentence(error.message),
      hint: `See \`${command.name()} --help\`.`,
      cause: error,
    })
  }
  return { arguments: command.args, options: command.opts() }
}

function asSentence(message: string): string {
  const text = message.replace(/^error: /, '').trim()
  const sentence = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.?)]$/.test(sentence) ? sentence : `${sentence}.`
}
