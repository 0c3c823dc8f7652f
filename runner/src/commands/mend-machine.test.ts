import { expect, test } from 'vitest'
import type { ServiceDiagnosis } from '../services/diagnose-providers.ts'
import { isDebianFamily } from './install-command.ts'
import { planMends } from './mend-machine.ts'

const toDownload = { provider: 'docker', can: true, by: 'postgres:18.1-alpine', mustPull: true } as const
const local = { provider: 'local', can: true, by: 'the npm package', mustPull: false } as const

test('an image that is the only way is downloaded', async () => {
  const diagnosis: ServiceDiagnosis = { service: 'postgres', providers: [toDownload], winner: toDownload }
  expect((await planMends([diagnosis])).map(({ what }) => what)).toEqual(['Download postgres:18.1-alpine'])
})

test('what another provider serves is not downloaded', async () => {
  const diagnosis: ServiceDiagnosis = { service: 'postgres', providers: [toDownload, local], winner: toDownload }
  expect(await planMends([diagnosis])).toEqual([])
})

test('a server that nothing can supply is installed, where this user may do that', async () => {
  const missing = (['redis', 'nginx', 'kafka'] as const).map((service) => ({ service, providers: [] }))
  const mayInstall = process.getuid?.() === 0 && (await isDebianFamily())
  const names = (await planMends(missing)).map(({ what }) => what.split(' ')[1])
  expect(names).toEqual(mayInstall ? ['redis-server', 'nginx'] : [])
})
