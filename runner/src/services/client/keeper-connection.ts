import { connect, type Socket } from 'node:net'
import { CourseError, type ErrorCode, errorCatalogue } from '../../errors.ts'
import { readJsonLines, writeJsonLine } from '../keeper/json-lines.ts'
import type { KeeperState } from '../keeper/keeper-state.ts'
import type { KeeperMethod, KeeperMethods, KeeperReply } from '../keeper/protocol.ts'
import type { ServiceProgress } from '../service-progress.ts'

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: CourseError) => void
  readonly onProgress: ((progress: ServiceProgress) => void) | undefined
}

const helloLimitMs = 3000

/** One connection to the keeper. All leases taken through it end with it. */
export class KeeperConnection {
  readonly #socket: Socket
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  private constructor(socket: Socket) {
    this.#socket = socket
    readJsonLines(socket, (message) => this.#receive(message as KeeperReply))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#failAll())
  }

  /** Connects and proves that a keeper is there which knows the token; undefined when not. */
  static async open({ port, token }: Pick<KeeperState, 'port' | 'token'>) {
    const connection = new KeeperConnection(connect({ port, host: '127.0.0.1', noDelay: true }))
    const timer = setTimeout(() => connection.close(), helloLimitMs)
    try {
      return { connection, hello: await connection.call('hello', { token }) }
    } catch {
      connection.close()
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed
  }

  async call<M extends KeeperMethod>(
    method: M,
    params: KeeperMethods[M]['params'],
    onProgress?: (progress: ServiceProgress) => void,
  ): Promise<KeeperMethods[M]['result']> {
    if (!this.isOpen) throw lost()
    const id = ++this.#lastId
    // Only while an answer is due does the connection hold this process.
    this.#socket.ref()
    const result = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject, onProgress }))
    writeJsonLine(this.#socket, { id, method, params })
    return (await result) as KeeperMethods[M]['result']
  }

  close(): void {
    this.#socket.destroy()
  }

  #receive(reply: KeeperReply): void {
    const waiting = this.#waiting.get(reply.id)
    if (!waiting) return
    if ('progress' in reply) {
      waiting.onProgress?.(reply.progress)
      return
    }
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) this.#socket.unref()
    if ('error' in reply) waiting.reject(readError(reply.error))
    else waiting.resolve(reply.result)
  }

  #failAll(): void {
    for (const { reject } of this.#waiting.values()) reject(lost())
    this.#waiting.clear()
  }
}

function readError({ code, message, hint }: { code: string; message: string; hint: string }): CourseError {
  return new CourseError(code in errorCatalogue ? (code as ErrorCode) : 'INTERNAL', { message, hint })
}

function lost(): CourseError {
  return new CourseError('SERVICE_LOST', { message: 'The keeper, which owns the servers, ended in the meantime.' })
}
