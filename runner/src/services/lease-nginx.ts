import { openLease } from './client/open-lease.ts'
import type { NginxLease } from './lease.ts'

/** An nginx of one's own, which serves nothing yet. Starts the service if that has to be. */
export async function leaseNginx(): Promise<NginxLease> {
  const lease = await openLease('nginx')
  const { url, nginx } = lease.address
  const { listen, appHost } = nginx ?? { listen: new URL(url).host, appHost: '127.0.0.1' }
  return {
    ...lease.base,
    listen,
    appHost,
    start: async (files) => (await lease.act('startNginx', files)) ?? undefined,
    reload: async (files) => (await lease.act('reloadNginx', files)) ?? undefined,
    stop: async () => void (await lease.act('stop')),
    readFile: (name, fromByte) => lease.act('readFile', name, fromByte),
  }
}
