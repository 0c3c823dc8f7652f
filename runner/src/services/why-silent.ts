import { CourseError } from '../errors.ts'
import { describeAttempts } from './docker/docker-service.ts'
import { findContainerState } from './docker/engine-calls.ts'
import { findEngine } from './docker/find-engine.ts'
import { isRunning } from './local/own-process.ts'
import type { ServerRecord } from './provider.ts'
import type { RunningService } from './service.ts'

/** What the machine tells of a server that does not answer. */
interface Finding {
  /** The end of a sentence. */
  readonly reason: string
  /** Absent where a new server is started by itself. */
  readonly mend?: string
}

/** The error of a server that does not answer any more, with the cause as far as the machine tells it. */
export async function silenceOf({ service }: Pick<ServerRecord, 'service'>): Promise<CourseError> {
  const { reason, mend } = await findOut(service)
  const { name, provider, host, port } = service
  return new CourseError('SERVICE_LOST', {
    message: `${name} by ${provider} on ${host}:${port} does not answer any more: ${reason}.`,
    ...(mend ? { hint: mend } : {}),
  })
}

async function findOut(service: RunningService): Promise<Finding> {
  if (service.containerId) return lookAtContainer(service.containerId)
  if (service.provider === 'external') {
    return { reason: 'it is run by somebody else', mend: 'See there why, then run again.' }
  }
  const { processId } = service
  if (processId === undefined) return { reason: 'it is gone' }
  if (!isRunning(processId)) return { reason: `its process ${processId} has ended` }
  const mend = 'If somebody stopped that process on purpose, let it go on; else `kata services stop`, and run again.'
  return { reason: `its process ${processId} is there, but does nothing`, mend }
}

async function lookAtContainer(containerId: string): Promise<Finding> {
  const search = await findEngine()
  if (!search.engine) {
    const reason = `the container engine has stopped; ${describeAttempts(search)}`
    return { reason, mend: 'Start the engine, then run again: a new server is started by itself.' }
  }
  const id = containerId.slice(0, 12)
  const state = await findContainerState(search.engine, containerId)
  if (!state) return { reason: `the engine does not know its container ${id} any more, or does not tell` }
  if (state.Paused) {
    const mend = `Let it go on by \`docker unpause ${id}\`, or run again: a new server is started by itself.`
    return { reason: `its container ${id} is paused`, mend }
  }
  if (state.Running) return { reason: `its container ${id} runs, but what is in it does not answer` }
  const cause = state.OOMKilled ? ', as it used too much memory' : ''
  return { reason: `its container ${id} has ended with exit code ${state.ExitCode}${cause}` }
}
