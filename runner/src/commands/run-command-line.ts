import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import type { CommandContext, CommandEntry, CommandInput } from './command.ts'
import { findCommand } from './find-command.ts'

/** What the program has before it knows which command is wanted. */
export type CommandLineContext = Omit<CommandContext, 'commands' | 'runCommand'> & { readonly version: string }

/** Runs the command that `words` ask for, and gives its exit code. Wrong usage is thrown as CourseError. */
export async function runCommandLine(
  table: readonly CommandEntry[],
  words: readonly string[],
  base: CommandLineContext,
): Promise<ExitCode> {
  const context = contextWith(table, base)
  const [first, ...others] = words
  if (first === undefined) return context.runCommand('menu', { arguments: [], options: {} })
  if (first === '--version' || first === '-V') {
    context.write(`${base.version}\n`)
    return exitCodes.passed
  }
  if (first === '--help' || first === '-h') return runWords(table, ['help', ...others], context)
  if (first.startsWith('-')) {
    throw new CourseError('WRONG_USAGE', { message: `Unknown option '${first}' before a command.` })
  }
  return runWords(table, words, context)
}

async function runWords(
  table: readonly CommandEntry[],
  words: readonly string[],
  context: CommandContext,
): Promise<ExitCode> {
  const { entry, rest } = findCommand(table, words)
  const [{ command }, { commanderOf }, { parseArguments }] = await Promise.all([
    entry.load(),
    import('./commander-of.ts'),
    import('./parse-arguments.ts'),
  ])
  const input = parseArguments(commanderOf(entry, command, context.screen), rest)
  if (input !== 'help') return command.run(context, input)
  return context.runCommand('help', { arguments: entry.name.split(' '), options: {} })
}

function contextWith(table: readonly CommandEntry[], base: CommandLineContext): CommandContext {
  const context: CommandContext = {
    ...base,
    commands: table,
    runCommand: async (name: string, input: CommandInput) => {
      const { entry } = findCommand(table, name.split(' '))
      const { command } = await entry.load()
      return command.run(context, input)
    },
  }
  return context
}
