import { leaseNginx } from '../../services/lease-nginx.ts'
import { NginxClient } from '../nginx/nginx-client.ts'
import { NginxFixture } from '../nginx/nginx-fixture.ts'
import type { OpenServer } from './open-server.ts'

/** Leases an nginx process, which serves nothing yet. */
export async function openNginx(): Promise<OpenServer<NginxFixture, undefined>> {
  const lease = await leaseNginx()
  const client = new NginxClient(lease.url)
  return {
    fixture: new NginxFixture({ lease, client }),
    server: undefined,
    async close() {
      client.close()
      return []
    },
    assertAlive: () => lease.assertAlive(),
    keepForInspection: (label) => lease.keepForInspection(label),
    release: async () => lease[Symbol.asyncDispose](),
  }
}
