import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { CourseError } from '../errors.ts'

/**
 * The ports on which servers are started. They are below the ranges from which systems give ports to outgoing
 * connections, so that nobody takes the port of a server between its kill and its restart.
 */
export const serverPorts = { lowest: 21_000, highest: 29_999 } as const

/** A port of loopback on which nothing listens now. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = randomInt(serverPorts.lowest, serverPorts.highest + 1)
    if (await isPortFree(port)) return port
  }
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `Tried 50 ports of 127.0.0.1 between ${serverPorts.lowest} and ${serverPorts.highest}; none was free.`,
    hint: 'Stop what holds so many ports, then try again.',
  })
}

/** Whether nothing listens on a port of loopback now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
