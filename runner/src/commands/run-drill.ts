import { join } from 'node:path'
import type { Kata } from '../course/kata.ts'
import { DrillProcess } from '../drills/client/drill-process.ts'
import { announceDrill, drillsFolder, findRunningDrill } from '../drills/client/running-drill.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { ensureServices } from '../services/ensure-services.ts'
import { Keys } from '../terminal/keys.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { newTimelineFile } from '../workspace/drills/timeline-files.ts'
import { startKata } from '../workspace/start-kata.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { CommandContext } from './command.ts'
import { DrillSession } from './drill-session.ts'
import { Waiting } from './waiting.ts'

interface DrillRequest {
  readonly workspace: Workspace
  readonly kata: Kata
  readonly isJson: boolean
}

/** Brings the system of a drill up and shows it until Ctrl-C, `q`, or its own end. Nothing of it is left then. */
export async function runDrill(context: CommandContext, request: DrillRequest): Promise<ExitCode> {
  const { workspace, kata, isJson } = request
  const running = await findRunningDrill()
  if (running) {
    const message = `${running.status.drill} runs on this machine; one at a time is as much as it should carry.`
    throw new CourseError('DRILL_RUNS_ALREADY', { message })
  }
  const { folder } = startKata(workspace, kata)
  await startServers(context, kata)
  await using host = DrillProcess.start({
    drill: kata.slug,
    definitionFile: join(kata.folder, 'drill.ts'),
    folder,
    temporaryFolder: join(drillsFolder(), `${kata.slug}-${process.pid}`),
    timelineFile: newTimelineFile(workspace, kata.slug),
  })
  const address = await host.address()
  using _announced = announceDrill(kata.slug, address)
  using keys = new Keys(process.stdin)
  const session = new DrillSession({ context, kata: kata.slug, host, address, isJson, keys })
  if (!isJson) context.note(`The files of the system are in ${shownPath(folder, context.currentFolder)}.\n`)
  await session.run()
  keys.suspend()
  await host[Symbol.asyncDispose]()
  if (!isJson) context.write('\nThe system has ended. What you did: `kata debrief`.\n')
  return exitCodes.passed
}

async function startServers({ signal }: CommandContext, { services }: Kata): Promise<void> {
  using waiting = new Waiting()
  await ensureServices(services, { pull: true, signal, onProgress: (progress) => waiting.note(progress) })
}
