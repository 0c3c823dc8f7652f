import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { PoolWorker } from 'vitest/node'
import type { ServiceName } from '../../services/service.ts'
import { servicesAhead } from './services-ahead.ts'
import { siblingModule } from './sibling-module.ts'
import { isTapMessage, type TapMessage } from './tap-message.ts'

type Listener = (...values: unknown[]) => void

/**
 * Worker threads for vitest, the next of which is always started ahead of time: loading vitest into a worker
 * takes three times as long as a small test, and each run must have a worker of its own.
 */
export class WorkerSupply {
  readonly #onTap: (message: TapMessage) => void
  #spare: Worker | undefined
  #services: readonly ServiceName[] | undefined

  constructor(onTap: (message: TapMessage) => void) {
    this.#onTap = onTap
  }

  /** Starts the next worker, unless it is there. With `services` it loads what tests of these need, else what most do. */
  prepare(services = this.#services): void {
    this.#services = services
    this.#spare ??= this.#start()
  }

  /** For vitest's `pool` option. */
  createPoolWorker(): PoolWorker {
    let worker: Worker | undefined
    const listeners = new Map<Listener, Listener>()
    return {
      name: 'supplied',
      start: async () => {
        worker ??= this.#take()
      },
      stop: async () => void (await worker?.terminate()),
      on: (event, callback) => {
        const listener: Listener = (...values) => void (isTapMessage(values[0]) || callback(...values))
        listeners.set(callback, listener)
        worker?.on(event, listener)
      },
      off: (event, callback) => void worker?.off(event, listeners.get(callback) ?? callback),
      send: (message) => worker?.postMessage(message),
      deserialize: (data) => data,
    }
  }

  #take(): Worker {
    const worker = this.#spare ?? this.#start()
    this.#spare = undefined
    return worker
  }

  #start(): Worker {
    const vitest = new URL(import.meta.resolve('vitest'))
    const worker = new Worker(new URL('workers/threads.js', vitest), {
      // What vitest gives to its own workers.
      env: { ...process.env, TEST: 'true', VITEST: 'true', VITEST_MODE: 'RUN', ...servicesAhead(this.#services) },
      execArgv: [
        ...[
          '--experimental-import-meta-resolve',
          '--require',
          fileURLToPath(new URL('../suppress-warnings.cjs', vitest)),
        ],
        ...process.execArgv,
        ...['--import', siblingModule('./prepare-worker.ts', import.meta.url)],
      ],
      stdout: true,
      stderr: true,
    })
    // One that dies before it is used is not used; afterwards vitest listens for itself.
    const discard = (): void => {
      if (this.#spare === worker) this.#spare = undefined
    }
    worker.on('error', discard).on('exit', discard)
    worker.stdout.resume()
    worker.stderr.resume()
    worker.on('message', (message: unknown) => {
      if (isTapMessage(message)) this.#onTap(message)
    })
    return worker
  }
}
