import { identifyNginx } from '../ask-nginx.ts'
import type { NginxFiles, NginxProcess, NginxProcessRecord } from '../nginx-process.ts'
import type { NginxHost } from '../provider.ts'
import type { LeaseActions } from './lease-actions.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'

/** Leases nginx processes that stand beside, or in the container of, one warm nginx. */
export function openNginxSource(host: NginxHost): LeaseSource {
  return {
    server: host,
    make: async () => watchStops(await host.spawn()),
    adopt: async ({ memento }) => {
      const process = await host.adopt(memento as NginxProcessRecord)
      return process && watchStops(process)
    },
    removeOthers: (kept) => host.removeOthers(kept.map(({ memento }) => memento as NginxProcessRecord)),
    isAlive: () => host.isAlive(),
    close: () => undefined,
  }
}

/** A process which a test stopped on purpose is not lost. */
function watchStops(process: NginxProcess): Leasable {
  const { id, port } = process.record
  let isStopped = false
  const actions: Partial<LeaseActions> = {
    startNginx: async (files: NginxFiles) => {
      const complaint = await process.start(files)
      if (complaint === undefined) isStopped = false
      return complaint ?? null
    },
    reloadNginx: async (files) => (await process.reload(files)) ?? null,
    stop: async () => {
      isStopped = true
      await process.stop()
      return null
    },
    readFile: (name, fromByte) => process.readFile(name, fromByte),
  }
  return {
    id,
    url: `http://127.0.0.1:${port}`,
    nginx: process.place,
    actions,
    memento: process.record,
    isAlive: async () => isStopped || (await identifyNginx(port)) !== undefined,
    remove: () => process.remove().catch(() => undefined),
  }
}
