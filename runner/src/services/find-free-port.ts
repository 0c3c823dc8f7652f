import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { CourseError } from '../errors.ts'

// Below the ranges from which systems give ports to outgoing connections, so that nobody takes the port
// of a server between its kill and its restart.
const lowestPort = 21_000
const highestPort = 29_999

/** A port of loopback on which nothing listens now. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = randomInt(lowestPort, highestPort + 1)
    if (await isFree(port)) return port
  }
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `Tried 50 ports of 127.0.0.1 between ${lowestPort} and ${highestPort}; none was free.`,
    hint: 'Stop what holds so many ports, then try again.',
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
