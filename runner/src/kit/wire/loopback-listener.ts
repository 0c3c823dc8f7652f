import { createServer, type Server, type Socket } from 'node:net'
import { CourseError } from '../../errors.ts'
import { asKit } from '../origin/async-watch.ts'

/** A listener on a free loopback port. Disposing it ends the listening; connections end by whoever owns them. */
export interface LoopbackListener extends Disposable {
  readonly port: number
}

export async function listenOnLoopback(accept: (socket: Socket) => void): Promise<LoopbackListener> {
  const sockets = new Set<Socket>()
  const server = asKit(() =>
    createServer({ noDelay: true }, (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      accept(socket)
    }),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    asKit(() => server.listen(0, '127.0.0.1', resolve))
  })
  return { port: portOf(server), [Symbol.dispose]: () => stop(server, sockets) }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address && typeof address === 'object') return address.port
  throw new CourseError('INTERNAL', { message: `A listener on 127.0.0.1 has no port but ${String(address)}.` })
}

/** What is still connected must not keep the process alive. */
function stop(server: Server, sockets: ReadonlySet<Socket>): void {
  server.close()
  for (const socket of sockets) socket.unref()
}
