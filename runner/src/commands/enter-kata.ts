import type { Kata } from '../course/kata.ts'
import { type ExitCode, exitCodes } from '../errors.ts'
import type { CommandContext } from './command.ts'

/** From the menu into a kata: its files, then its tests, again on each save when there is a command for it. */
export async function enterKata(context: CommandContext, kata: Kata): Promise<ExitCode> {
  const input = { arguments: [kata.slug], options: {} }
  await context.runCommand('start', input)
  return judgeKata(context, kata)
}

/** As `enterKata`, for a passed kata that begins again from its starter. */
export async function enterReview(context: CommandContext, kata: Kata): Promise<ExitCode> {
  await context.runCommand('review', { arguments: [kata.slug], options: {} })
  return judgeKata(context, kata)
}

function judgeKata(context: CommandContext, kata: Kata): Promise<ExitCode> | ExitCode {
  const input = { arguments: [kata.slug], options: {} }
  const judge = ['watch', 'test'].find((name) => context.commands.some((entry) => entry.name === name))
  return judge === undefined ? exitCodes.passed : context.runCommand(judge, input)
}
