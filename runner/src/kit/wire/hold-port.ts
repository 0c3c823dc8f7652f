import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { asKit } from '../origin/async-watch.ts'

/**
 * Keeps a loopback port from being given to anybody else while nobody listens at it: as the near end of a connection
 * it is in use, and whoever connects to it is refused all the same.
 */
export async function holdPort(port: number): Promise<Disposable> {
  const other = asKit(() => createServer().listen(0, '127.0.0.1'))
  await once(other, 'listening')
  const far = { host: '127.0.0.1', port: (other.address() as AddressInfo).port }
  const holder = asKit(() => connect({ ...far, localAddress: '127.0.0.1', localPort: port }))
  // Without a hold the port is still free a moment later, unless this machine is very busy.
  holder.on('error', () => holder.destroy())
  await Promise.race([once(holder, 'connect'), once(holder, 'close')])
  return {
    [Symbol.dispose]: () => {
      holder.destroy()
      other.close()
    },
  }
}
