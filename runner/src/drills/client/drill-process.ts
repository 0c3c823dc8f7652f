import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { CourseError, type ErrorCode, errorCatalogue } from '../../errors.ts'
import type { HostMessage, HostOptions } from '../host/host-options.ts'
import { callDrill, type DrillAddress } from './drill-client.ts'

/** Containers take a few seconds to go, more on a busy machine. */
const endingMs = 20_000

/** The process of a drill, started by this one and ended with it. */
export class DrillProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #address = Promise.withResolvers<DrillAddress>()
  readonly #ready = Promise.withResolvers<void>()
  /** Resolves when it was told to end and has ended; rejects when it ended by itself, with the reason. */
  readonly ended: Promise<void>
  #lastWords = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    const ended = Promise.withResolvers<void>()
    child.on('message', (message: HostMessage) => {
      if (message.type === 'address') this.#address.resolve(message)
      if (message.type === 'ready') this.#ready.resolve()
      if (message.type === 'failed') ended.reject(readFailure(message))
    })
    child.stderr?.on('data', (text: Buffer) => {
      this.#lastWords = (this.#lastWords + text).slice(-2_000)
    })
    child.on('error', (cause) => ended.reject(new CourseError('DRILL_FAILED', { message: cause.message, cause })))
    child.on('exit', (code, signal) => {
      if (code === 0) ended.resolve()
      const how = signal ?? `exit code ${code}`
      ended.reject(
        new CourseError('DRILL_FAILED', { message: `Its process ended by ${how}. ${this.#lastWords}`.trim() }),
      )
    })
    this.ended = ended.promise
    this.ended.catch(() => undefined)
    for (const each of [this.#address, this.#ready]) each.promise.catch(() => undefined)
  }

  static start(options: HostOptions): DrillProcess {
    const isSource = import.meta.url.endsWith('.ts')
    const main = fileURLToPath(new URL(`../host/main.${isSource ? 'ts' : 'js'}`, import.meta.url))
    const flags = isSource ? ['--conditions=source'] : []
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...flags, main, JSON.stringify(options)],
      // A group of its own: Ctrl-C reaches this process alone, which then ends the drill in order.
      { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], detached: process.platform !== 'win32', windowsHide: true },
    )
    return new DrillProcess(child)
  }

  get processId(): number {
    return this.#child.pid ?? 0
  }

  /** Where it answers, from its first moment on. */
  address(): Promise<DrillAddress> {
    return Promise.race([this.#address.promise, this.#endedEarly()])
  }

  /** Resolves when the fault has struck and, in the gate, the playbook has been followed. */
  ready(): Promise<void> {
    return Promise.race([this.#ready.promise, this.#endedEarly()])
  }

  async #endedEarly(): Promise<never> {
    await this.ended
    throw new CourseError('DRILL_FAILED', { message: 'It was told to end before it was ready.' })
  }

  /** Ends it in order, and by force when it does not end. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exited = once(this.#child, 'exit')
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), endingMs)
    await this.address()
      .then((address) => callDrill(address, 'stop', {}))
      .catch(() => this.#child.kill('SIGTERM'))
    await exited
    clearTimeout(timer)
  }
}

function readFailure({ code, message, hint }: Extract<HostMessage, { type: 'failed' }>): CourseError {
  const known = code !== 'INTERNAL' && code in errorCatalogue
  return new CourseError(known ? (code as ErrorCode) : 'DRILL_FAILED', { message, ...(hint ? { hint } : {}) })
}
