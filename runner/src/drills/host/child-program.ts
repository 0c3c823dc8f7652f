import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pollUntil } from '../../services/poll-until.ts'
import type { Program, ProgramOptions } from '../drill-definition.ts'

/** How long a program may take to serve after a start. One that never does is left as it is: a person may have broken it. */
const patienceMs = 10_000
/** How long a program may take to end by itself, so that a consumer can leave its group. */
const politenessMs = 3_000
/** Of the log; what a program writes beyond is dropped. */
const mostLogBytes = 4 * 1024 * 1024

interface Place {
  readonly folder: string
  readonly logFile: string
}

/** A process of the system, which can be started again with its files as they are then. */
export class ChildProgram implements Program, AsyncDisposable {
  readonly #options: ProgramOptions
  readonly #place: Place
  readonly #log: WriteStream
  #logBytes = 0
  #child: ChildProcess | undefined
  /** One start or end after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: ProgramOptions, place: Place) {
    this.#options = options
    this.#place = place
    this.#log = createWriteStream(place.logFile, { flags: 'a' }).on('error', () => undefined)
  }

  get name(): string {
    return this.#options.name
  }

  get logFile(): string {
    return this.#place.logFile
  }

  /** The files of the folder by which it is restarted. */
  get files(): readonly string[] {
    return [this.#options.file, ...(this.#options.alsoRestartedBy ?? [])]
  }

  get isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null
  }

  restart(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#end()
      this.#start()
      const { isReady } = this.#options
      if (isReady)
        await pollUntil(async () => !this.isRunning || (await isReady()), { withinMs: patienceMs, everyMs: 20 })
    })
  }

  kill(): Promise<void> {
    return this.#inTurn(() => this.#end())
  }

  /** At once: the servers that it would say goodbye to end as well. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.kill()
    await new Promise<void>((done) => this.#log.end(() => done()))
  }

  #start(): void {
    const isSource = import.meta.url.endsWith('.ts')
    const runner = fileURLToPath(new URL(`./program-runner.${isSource ? 'ts' : 'js'}`, import.meta.url))
    const flags = isSource ? ['--conditions=source'] : []
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...flags, runner, join(this.#place.folder, this.#options.file)],
      {
        cwd: this.#place.folder,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        windowsHide: true,
        env: { ...process.env, NODE_ENV: 'production', ...this.#options.environment },
      },
    )
    child.on('error', (error) => this.#write(`${error.message}\n`))
    child.stdout?.on('data', (text: Buffer) => this.#write(text))
    child.stderr?.on('data', (text: Buffer) => this.#write(text))
    child.on('exit', (code, signal) => this.#write(`[${this.name} ended: ${signal ?? `exit code ${code}`}]\n`))
    this.#child = child
  }

  async #end(): Promise<void> {
    const child = this.#child
    if (!child || !this.isRunning || child.pid === undefined) return
    const exited = once(child, 'exit')
    const timer = setTimeout(() => child.kill('SIGKILL'), politenessMs)
    child.kill('SIGTERM')
    await exited
    clearTimeout(timer)
  }

  #write(text: string | Buffer): void {
    this.#logBytes += text.length
    if (this.#logBytes <= mostLogBytes) this.#log.write(text)
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work, work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}
