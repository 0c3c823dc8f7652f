import { CourseError } from '../errors.ts'
import type { ReplayStop } from '../replay.ts'
import type { HostProcess } from './host-process.ts'
import type { HostMessage, RunRequest } from './host-protocol.ts'
import { type RunEnd, type RunRecord, RunRecorder } from './run-record.ts'
import { TimeLimit } from './time-limit.ts'

const startLimitMs = 60_000
const stopLimitMs = 1_500

export interface FollowOptions {
  /** Counted from the moment at which vitest is loaded, as loading it is not the learner's time; nor are waits for servers. */
  readonly limitMs: number | 'none'
  readonly signal?: AbortSignal | undefined
  /** Told where a replay stands; what it calls lets it go on. */
  readonly onStop?: ((stop: ReplayStop, goOn: GoOn) => void) | undefined
}

/** Takes the next step; unless stepwise, all that are left. */
export type GoOn = (isStepwise: boolean) => void

/** Has a host run one test file and waits for the end, whatever it is: its own, the limit's, the memory's, a death. */
export async function followRun(host: HostProcess, request: RunRequest, options: FollowOptions): Promise<RunRecord> {
  const { limitMs, signal, onStop } = options
  const recorder = new RunRecorder()
  const { promise, resolve, reject } = Promise.withResolvers<RunEnd>()
  let timer = setTimeout(
    () => reject(notStarted(`Vitest was not ready within ${startLimitMs / 1000} s.`)),
    startLimitMs,
  )
  let limit: TimeLimit | undefined
  let timeOut: Extract<RunEnd, { kind: 'timed-out' }> | undefined
  // A test that waits can be broken off, and then tells whether its servers are still there. One that loops can't.
  const stop = (limitMs: number): void => {
    const late = { kind: 'timed-out', limitMs, hasStopped: false } as const
    timeOut = late
    timer = setTimeout(() => resolve(late), stopLimitMs)
    host.send({ type: 'stop' })
  }
  const onMessage = (message: HostMessage): void => {
    recorder.note(message)
    if (message.type === 'run-started') {
      clearTimeout(timer)
      if (limitMs !== 'none') limit = new TimeLimit(limitMs, () => stop(limitMs))
    }
    if (message.type === 'lease-wait') limit?.noteWait(message.isWaiting)
    if (message.type === 'run-ended') resolve(timeOut ? { ...timeOut, hasStopped: true } : { kind: 'completed' })
    if (message.type === 'stands') onStop?.(message.stop, (isStepwise) => host.send({ type: 'goes-on', isStepwise }))
    if (message.type === 'memory-exhausted') resolve({ kind: 'memory-exhausted', usedBytes: message.usedBytes })
    if (message.type === 'host-failed') reject(notStarted(message.message))
  }
  const onAbort = (): void => reject(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  using _subscription = host.subscribe(onMessage, (death) => resolve({ kind: 'died', ...death }))
  try {
    host.send(request)
    return recorder.finish(await promise)
  } finally {
    clearTimeout(timer)
    limit?.[Symbol.dispose]()
    signal?.removeEventListener('abort', onAbort)
  }
}

function notStarted(message: string): CourseError {
  return new CourseError('RUN_NOT_STARTED', { message })
}
