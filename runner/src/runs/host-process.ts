import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { dataFolder } from '../services/data-folder.ts'
import { siblingModule } from './host/sibling-module.ts'
import type { HostMessage, HostRequest } from './host-protocol.ts'
import { killProcessGroup } from './kill-process-group.ts'
import type { HostDeath } from './run-record.ts'

const lastWordsBytes = 8 * 1024

/** One child process that runs `host/main.ts`, in a process group of its own. */
export class HostProcess {
  readonly #child: ChildProcess
  readonly #exited: Promise<void>
  #lastWords = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#exited = new Promise((done) => child.once('exit', () => done()).once('error', () => done()))
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#lastWords = (this.#lastWords + chunk).slice(-lastWordsBytes)
      })
    }
    // Writing to a child that has just died; its exit tells the story.
    child.on('error', () => undefined)
  }

  static start({ inspectPort }: { readonly inspectPort?: number }): HostProcess {
    const isSource = import.meta.url.endsWith('.ts')
    const flags = isSource ? ['--conditions=source', '--disable-warning=ExperimentalWarning'] : []
    const child = spawn(process.execPath, [...flags, siblingModule('./host/main.ts', import.meta.url)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Its own group: Ctrl-C reaches the runner alone, which then ends the whole group.
      detached: process.platform !== 'win32',
      windowsHide: true,
      env: environment(inspectPort),
    })
    return new HostProcess(child)
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected
  }

  send(request: HostRequest): void {
    this.#child.send(request)
  }

  /** Hands on what the child tells, and its end if it comes by itself. */
  subscribe(onMessage: (message: HostMessage) => void, onDeath: (death: HostDeath) => void): Disposable {
    const onClose = (exitCode: number | null, signal: string | null): void =>
      onDeath({ exitCode: exitCode ?? undefined, signal: signal ?? undefined, lastWords: this.#lastWords })
    const onError = (cause: Error): void =>
      onDeath({ exitCode: undefined, signal: undefined, lastWords: cause.message })
    this.#child.on('message', onMessage).once('close', onClose).once('error', onError)
    return {
      [Symbol.dispose]: () => void this.#child.off('message', onMessage).off('close', onClose).off('error', onError),
    }
  }

  /** Ends the child and everything that it has started; resolves when it is gone. */
  async end(): Promise<void> {
    killProcessGroup(this.#child)
    if (this.#child.pid !== undefined) await this.#exited
  }
}

function environment(inspectPort: number | undefined): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Compiled code is kept between runs; it is found again by the content of the file.
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(dataFolder(), 'compile-cache'),
    // Messages are compared and coloured by the runner.
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    NODE_ENV: 'test',
    ...(inspectPort === undefined ? {} : { LOADBEARING_INSPECT_PORT: String(inspectPort) }),
  }
}
