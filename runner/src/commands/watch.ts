import { exitCodes } from '../errors.ts'
import { VitestHost } from '../runs/vitest-host.ts'
import { Keys } from '../terminal/keys.ts'
import { watchFile } from '../terminal/watch-file.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openKataInWork } from './kata-in-work.ts'
import { WatchSession } from './watch-session.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at' }],
  examples: [
    { line: 'kata watch', does: 'run the tests of the kata you are at, again whenever you save' },
    { line: 'kata watch lost-update', does: 'the same for a kata by name' },
    { line: 'kata watch > verdicts.txt', does: 'one verdict after another, for another window or a file' },
  ],
  run: async (context, { arguments: [name] }) => {
    const follower = await watch(context, name)
    return follower === undefined ? exitCodes.passed : context.runCommand(follower, { arguments: [], options: {} })
  },
}

/** Watches until the learner has enough, and gives the name of the command that follows, if any. */
async function watch(context: CommandContext, name: string | undefined): Promise<string | undefined> {
  // The host takes longest to get ready, so it is started before anything else is read.
  await using host = VitestHost.start({ isKeptWarm: true })
  const work = await openKataInWork(context, name)
  using keys = new Keys(process.stdin)
  const session = new WatchSession({ context, work, host, ...(canReadKeys() ? { keys } : {}) })
  const onSave = (): void => session.requestRun()
  using _code = await watchFile(work.place.starterFile, { onSave, onPoll: () => session.notePolling() })
  const { sheetFile } = work.place
  using _sheet = sheetFile === undefined ? undefined : await watchFile(sheetFile, { onSave, onPoll: () => undefined })
  return await session.run()
}

/** Also for a screen reader, for which the terminal counts as one that can't be asked. */
function canReadKeys(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true && !process.env['CI']
}
