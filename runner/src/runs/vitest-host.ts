import { type FollowOptions, followRun } from './follow-run.ts'
import { HostProcess } from './host-process.ts'
import type { RunRequest } from './host-protocol.ts'
import type { RunRecord } from './run-record.ts'

interface HostOptions {
  /** A debugger may attach to this port on 127.0.0.1; each run waits until it does. */
  readonly inspectPort?: number
  /** A new process is started as soon as one had to be ended, for a host that runs again and again. */
  readonly isKeptWarm?: boolean
}

/**
 * Runs test files one after another in a child process that holds vitest warm. The child is ended when a run
 * hangs, and is replaced for the next one. Dispose of it, and nothing is left behind.
 */
export class VitestHost implements AsyncDisposable {
  readonly #options: HostOptions
  #process: HostProcess | undefined

  private constructor(options: HostOptions) {
    this.#options = options
    this.#process = HostProcess.start(options)
  }

  /** Starts the child and returns at once; it gets ready while other work goes on. */
  static start(options: HostOptions = {}): VitestHost {
    return new VitestHost(options)
  }

  /**
   * Runs one test file. One at a time.
   *
   * @throws CourseError `RUN_NOT_STARTED` when vitest itself fails; the signal's reason when aborted
   */
  async run(request: Omit<RunRequest, 'type'>, options: FollowOptions): Promise<RunRecord> {
    options.signal?.throwIfAborted()
    if (!this.#process?.isRunning) this.#process = HostProcess.start(this.#options)
    let isHealthy = false
    try {
      const record = await followRun(this.#process, { type: 'run', ...request }, options)
      isHealthy = record.end.kind === 'completed' || (record.end.kind === 'timed-out' && record.end.hasStopped)
      return record
    } finally {
      if (!isHealthy) await this.#replace(options.signal?.aborted === true)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const last = this.#process
    this.#process = undefined
    await last?.end()
  }

  async #replace(isOver: boolean): Promise<void> {
    await this.#process?.end()
    this.#process = this.#options.isKeptWarm && !isOver ? HostProcess.start(this.#options) : undefined
  }
}
