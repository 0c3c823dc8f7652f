import { setTimeout as delay } from 'node:timers/promises'
import { CourseError } from '../../errors.ts'
import { type LoggedRequest, parseRequestLine } from './request-log.ts'

const withinMs = 10_000
const pauseMs = 3

/** Follows a log that grows. */
export class RequestLog {
  readonly #readFrom: (fromByte: number) => Promise<string>
  readonly #nameOf: (address: string) => string
  readonly #seen = new Set<number>()
  #bytesRead = 0
  #requests: LoggedRequest[] = []

  constructor(readFrom: (fromByte: number) => Promise<string>, nameOf: (address: string) => string) {
    this.#readFrom = readFrom
    this.#nameOf = nameOf
  }

  /** What has been logged, once the requests with these numbers are. */
  async read(expected: ReadonlySet<number>): Promise<readonly LoggedRequest[]> {
    const endAt = performance.now() + withinMs
    for (;;) {
      await this.#readOn()
      const missing = [...expected].find((number) => !this.#seen.has(number))
      if (missing === undefined) return this.#requests
      if (performance.now() >= endAt) throw notLogged(missing)
      await delay(pauseMs)
    }
  }

  forget(): void {
    this.#requests = []
  }

  /** A line that is not whole yet is left for the next time. */
  async #readOn(): Promise<void> {
    const text = await this.#readFrom(this.#bytesRead)
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    this.#bytesRead += Buffer.byteLength(whole)
    for (const line of whole.split('\n').filter(Boolean)) {
      const { request, number } = parseRequestLine(line, this.#nameOf)
      if (number !== undefined) this.#seen.add(number)
      this.#requests.push(request)
    }
  }
}

function notLogged(number: number): CourseError {
  return new CourseError('SERVICE_LOST', {
    message: `nginx answered request ${number} of the test and did not write it into its log within ${withinMs / 1000} s.`,
  })
}
