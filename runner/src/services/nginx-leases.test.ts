import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useTemporaryHome, whyNot } from '../../test/services/temporary-home.ts'
import { discardKept } from './discard-kept.ts'
import { ensureServices } from './ensure-services.ts'
import { findKept } from './find-kept.ts'
import { findShellTarget } from './find-shell-target.ts'
import type { NginxLease } from './lease.ts'
import { leaseNginx } from './lease-nginx.ts'
import { serviceLogs } from './service-logs.ts'

/** The status and text of an answer, over a connection of its own. */
function ask(url: string, path = '/'): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url + path, { agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(`${response.statusCode} ${text}`))
    })
    outgoing.on('error', reject).end()
  })
}

const site = ({ listen }: NginxLease, body: string) => `server {\n  listen ${listen};\n  ${body}\n}\n`
const saying = (lease: NginxLease, text: string) => [['site.conf', site(lease, `return 200 ${text};`)] as const]

let app: ReturnType<typeof createServer>
let appPort: number

beforeAll(async () => {
  app = createServer((_, response) => response.end('the app'))
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  appPort = (app.address() as AddressInfo).port
})

afterAll(() => app.close())

for (const provider of ['local', 'docker'] as const) {
  const reason = await whyNot(provider, ['nginx'])
  describe.skipIf(reason)(`nginx by ${provider}${reason ? ` (skipped: ${reason})` : ''}`, { timeout: 30_000 }, () => {
    useTemporaryHome({ KATA_PROVIDER: provider })

    test('starts, says its version, and has a log', async () => {
      const [service] = await ensureServices({ nginx: 1 }, { pull: false })
      expect(service).toMatchObject({ name: 'nginx', provider, host: '127.0.0.1' })
      expect(service?.version).toMatch(/^1\.\d+\.\d+$/)
      expect(await serviceLogs('nginx')).toContain('start worker process')
    })

    test('a lease serves its own configuration, and reaches what listens on 127.0.0.1', async () => {
      await using one = await leaseNginx()
      await using other = await leaseNginx()
      const proxy = `location / { proxy_pass http://${one.appHost}:${appPort}; }`
      expect(await one.start([['site.conf', site(one, proxy)]])).toBeUndefined()
      expect(await other.start(saying(other, 'other'))).toBeUndefined()
      expect([await ask(one.url), await ask(other.url)]).toEqual(['200 the app', '200 other'])
    })

    test('a configuration that nginx refuses is told in its words, and the old one goes on', async () => {
      await using lease = await leaseNginx()
      await lease.start(saying(lease, 'old'))
      const complaint = await lease.start([['site.conf', site(lease, 'location / {\n    proxy_pas http://x;\n  }')]])
      expect(complaint).toMatch(/\[emerg\] .*unknown directive "proxy_pas" in .*\/site\.conf:4\n/)
      expect(await lease.reload([['site.conf', 'server {']])).toMatch(/unexpected end of file.* in .*\/site\.conf:1/)
      expect(await ask(lease.url)).toBe('200 old')
      await lease.assertAlive()
    })

    test('after a reload no connection meets the old configuration', async () => {
      await using lease = await leaseNginx()
      await lease.start(saying(lease, 'round-0'))
      for (let round = 1; round <= 5; round += 1) {
        await lease.reload(saying(lease, `round-${round}`))
        const answers = await Promise.all(Array.from({ length: 20 }, () => ask(lease.url)))
        expect(new Set(answers)).toEqual(new Set([`200 round-${round}`]))
      }
    })

    test('a reload lets a request in flight end by the old configuration', async () => {
      const arrived = Promise.withResolvers<() => void>()
      const slow = createServer((_, response) => arrived.resolve(() => response.end('late')))
      await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
      await using lease = await leaseNginx()
      const address = `http://${lease.appHost}:${(slow.address() as AddressInfo).port}`
      await lease.start([['site.conf', site(lease, `location / { proxy_pass ${address}; }`)]])
      const answer = ask(lease.url)
      const finish = await arrived.promise
      await lease.reload(saying(lease, 'new'))
      expect(await ask(lease.url)).toBe('200 new')
      finish()
      expect(await answer).toBe('200 late')
      slow.close()
    })

    test('its files are read from any byte on, also when it is stopped', async () => {
      await using lease = await leaseNginx()
      const log = "log_format plain '$request_uri';\naccess_log plain.log plain;\n"
      await lease.start([['site.conf', log + site(lease, 'return 200 here;')]])
      await ask(lease.url, '/one')
      await ask(lease.url, '/two')
      await expect.poll(() => lease.readFile('plain.log', 0)).toBe('/one\n/two\n')
      expect(await lease.readFile('plain.log', 5)).toBe('/two\n')
      await lease.stop()
      await expect(ask(lease.url)).rejects.toThrow()
      expect(await lease.readFile('plain.log', 0)).toBe('/one\n/two\n')
      expect(await lease.readFile('nothing.log', 0)).toBe('')
      await lease.assertAlive()
      await lease.start(saying(lease, 'again'))
      expect(await ask(lease.url)).toBe('200 again')
    })

    test('a released lease is gone, a kept one stays until its label is discarded', async () => {
      const released = await leaseNginx()
      await released[Symbol.asyncDispose]()
      await expect.poll(() => ask(released.url).catch(() => 'gone')).toBe('gone')
      const kept = await leaseNginx()
      await kept.start(saying(kept, 'kept'))
      await kept.keepForInspection('some-kata')
      await kept[Symbol.asyncDispose]()
      expect(await ask(kept.url)).toBe('200 kept')
      expect((await findKept('some-kata')).map(({ url }) => url)).toEqual([kept.url])
      const { folder, label } = await findShellTarget('nginx')
      expect([label, folder]).toEqual(['some-kata', expect.stringContaining('nginx/')])
      await discardKept('some-kata')
      await expect(ask(kept.url)).rejects.toThrow()
    })
  })
}
