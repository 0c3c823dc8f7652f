import { VitestHost } from '../../runs/vitest-host.ts'

/** A few warm hosts, each of which runs one test file at a time. */
export class HostPool implements AsyncDisposable {
  readonly #hosts: readonly VitestHost[]
  readonly #idle: VitestHost[]
  readonly #waiting: ((host: VitestHost) => void)[] = []

  constructor(size: number) {
    this.#hosts = Array.from({ length: size }, () => VitestHost.start({ isKeptWarm: true }))
    this.#idle = [...this.#hosts]
  }

  /** Lends a host to `work` as soon as one is idle. */
  async use<Result>(work: (host: VitestHost) => Promise<Result>): Promise<Result> {
    const host = this.#idle.pop() ?? (await new Promise<VitestHost>((resolve) => this.#waiting.push(resolve)))
    try {
      return await work(host)
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#idle.push(host)
      else next(host)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host[Symbol.asyncDispose]()))
  }
}
