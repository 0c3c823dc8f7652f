import { createServer, type Socket } from 'node:net'
import { CourseError } from '../../errors.ts'
import { describeDiskTrouble } from '../disk-trouble.ts'
import type { ServiceProgress } from '../service-progress.ts'
import { answerRequest } from './answer-request.ts'
import { readJsonLines, writeJsonLine } from './json-lines.ts'
import type { Keeper } from './keeper.ts'
import type { KeeperReply, KeeperRequest } from './protocol.ts'

interface ListenerOptions {
  readonly token: string
  readonly keeper: Keeper
  /** Resolves once what an earlier keeper left has been adopted; all but greetings wait for it. */
  readonly ready: Promise<void>
  readonly retire: () => void
}

export interface Listener {
  readonly port: number
  /** Hangs up on everybody; whoever still wants something starts the next keeper. */
  close(): void
}

/** Listens on a free port of loopback. Whoever does not begin with the token is hung up on. */
export function listen(options: ListenerOptions): Promise<Listener> {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(socket, options)
  })
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address()
      resolve({ port: typeof address === 'object' && address ? address.port : 0, close })
    })
  })
}

function serve(socket: Socket, options: ListenerOptions): void {
  let isTrusted = false
  socket.on('error', () => socket.destroy())
  socket.on('close', () => void options.keeper.releaseAllOf(socket))
  readJsonLines(socket, (message) => {
    const request = message as KeeperRequest
    isTrusted ||= request.method === 'hello' && (request.params as { token?: string }).token === options.token
    if (!isTrusted) socket.destroy()
    else void reply(socket, request, options)
  })
}

async function reply(socket: Socket, request: KeeperRequest, options: ListenerOptions): Promise<void> {
  const { id } = request
  const send = (message: KeeperReply) => writeJsonLine(socket, message)
  try {
    const { keeper } = options
    if (request.method === 'hello') return send({ id, result: { build: keeper.build, isBusy: keeper.isBusy } })
    await options.ready
    const onProgress = (progress: ServiceProgress) => send({ id, progress })
    const result = await answerRequest(request, { keeper, holder: socket, onProgress, retire: options.retire })
    send({ id, result })
  } catch (error) {
    send({ id, error: describeError(error) })
  }
}

function describeError(error: unknown): { code: string; message: string; hint: string } {
  const known = error instanceof CourseError ? error : (describeDiskTrouble(error) ?? internal(error))
  return { code: known.code, message: known.message, hint: known.hint }
}

function internal(error: unknown): CourseError {
  return new CourseError('INTERNAL', {
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
}
