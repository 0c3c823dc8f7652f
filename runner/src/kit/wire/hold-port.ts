import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { CourseError } from '../../errors.ts'
import { asKit } from '../origin/async-watch.ts'

/**
 * Keeps a loopback port from being given to anybody else while nobody listens at it: as the near end of a connection
 * it is in use, and whoever connects to it is refused all the same. `leave` ends the listening; it is called at the last
 * moment, as any program of the machine may be given a port that is free.
 *
 * @throws CourseError `SERVICE_LOST` when another program was quicker
 */
export async function holdPort(port: number, leave: () => void): Promise<Disposable> {
  const other = asKit(() => createServer().listen(0, '127.0.0.1'))
  await once(other, 'listening')
  const far = { host: '127.0.0.1', port: (other.address() as AddressInfo).port }
  leave()
  const holder = asKit(() => connect({ ...far, localAddress: '127.0.0.1', localPort: port }))
  const hold = {
    [Symbol.dispose]: () => {
      holder.destroy()
      other.close()
    },
  }
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    holder.once('connect', () => resolve(undefined)).on('error', resolve)
  })
  // Where a system does not allow it for another reason, the port is most likely free later on.
  if (error?.code !== 'EADDRINUSE') return hold
  hold[Symbol.dispose]()
  throw portIsLost(port, error)
}

/** Somebody else has a port of ours, while nobody listened at it. */
export function portIsLost(port: number, cause: unknown): CourseError {
  const message = `Port ${port} of this machine was given to another program while nobody was to listen at it.`
  return new CourseError('SERVICE_LOST', { message, cause })
}
