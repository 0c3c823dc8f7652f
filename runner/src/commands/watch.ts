import { exitCodes } from '../errors.ts'
import { VitestHost } from '../runs/vitest-host.ts'
import { Keys } from '../terminal/keys.ts'
import { watchFile } from '../terminal/watch-file.ts'
import type { CommandDefinition } from './command.ts'
import { openKataInWork } from './kata-in-work.ts'
import { WatchSession } from './watch-session.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at' }],
  examples: [
    { line: 'kata watch', does: 'run the tests of the kata you are at, again whenever you save' },
    { line: 'kata watch lost-update', does: 'the same for a kata by name' },
  ],
  run: async (context, { arguments: [name] }) => {
    // The host takes longest to get ready, so it is started before anything else is read.
    await using host = VitestHost.start({ isKeptWarm: true })
    const work = await openKataInWork(context, name)
    const session = new WatchSession(context, work, host)
    using keys = new Keys(process.stdin, (key) => session.press(key))
    await using watched = await watchFile(work.place.starterFile, () => session.requestRun())
    if (watched.isPolled)
      context.note('This file system tells no changes, so the file is looked at five times a second.\n')
    await session.run(keys)
    return exitCodes.passed
  },
}
