import { createServer, type Server, type Socket } from 'node:net'
import { CourseError } from '../../errors.ts'
import { asKit } from '../origin/async-watch.ts'
import { holdPort, portIsLost } from './hold-port.ts'

/** A listener on a free loopback port. Disposing it ends the listening; connections end by whoever owns them. */
export interface LoopbackListener extends Disposable {
  readonly port: number
  /** Stops listening: whoever connects is refused. Connections stay. */
  refuse(): Promise<void>
  /** Listens again at the same port. */
  listen(): Promise<void>
}

export async function listenOnLoopback(accept: (socket: Socket) => void): Promise<LoopbackListener> {
  const sockets = new Set<Socket>()
  const open = async (port: number): Promise<Server> => {
    const server = asKit(() =>
      createServer({ noDelay: true }, (socket) => {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
        accept(socket)
      }),
    )
    await started(server, port)
    return server
  }
  let server: Server | undefined = await open(0)
  let hold: Disposable | undefined
  const port = portOf(server)
  return {
    port,
    refuse: async () => {
      hold ??= await holdPort(port, () => {
        server?.close()
        server = undefined
      })
    },
    listen: async () => {
      server ??= await open(port).catch((error) => {
        throw portIsLost(port, error)
      })
      hold?.[Symbol.dispose]()
      hold = undefined
    },
    [Symbol.dispose]: () => {
      stop(server, sockets)
      hold?.[Symbol.dispose]()
    },
  }
}

function started(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    asKit(() => server.listen(port, '127.0.0.1', resolve))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address && typeof address === 'object') return address.port
  throw new CourseError('INTERNAL', { message: `A listener on 127.0.0.1 has no port but ${String(address)}.` })
}

/** What is still connected must not keep the process alive. */
function stop(server: Server | undefined, sockets: ReadonlySet<Socket>): void {
  server?.close()
  for (const socket of sockets) socket.unref()
}
