import { createServer } from 'node:net'
import { findFreePort } from '../services/find-free-port.ts'

const usualPort = 9229

/** The port on which debuggers look by themselves, else any free one. */
export function findInspectPort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(findFreePort()))
    server.listen({ port: usualPort, host: '127.0.0.1', exclusive: true }, () => server.close(() => done(usualPort)))
  })
}
