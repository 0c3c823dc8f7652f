import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect } from 'vitest'
import { useTemporaryHome, whyNot } from '../../../test/services/temporary-home.ts'
import { EditedFile } from '../edited-file.ts'
import { test } from '../test.ts'

const closing: (() => void)[] = []

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function startApp(listener: RequestListener) {
  let arrivals = 0
  const server = createServer((incoming, response) => {
    arrivals += 1
    incoming.resume()
    listener(incoming, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  closing.push(close)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrivals: () => arrivals, close }
}

const working = () => startApp((_, response) => response.end('here'))
const failing = () => startApp((_, response) => response.writeHead(500).end())

function shop(retry = 'error timeout', more = ''): EditedFile {
  const text = `upstream shop {
    server app-1:8080;
    server app-2:8080;
}
server {
    listen 80;
    location / {
        proxy_pass http://shop;
        proxy_next_upstream ${retry};
        ${more}
    }
}
`
  return new EditedFile('shop.conf', '/work/shop.conf', text)
}

for (const provider of ['local', 'docker'] as const) {
  const reason = await whyNot(provider, ['nginx'])
  describe.skipIf(reason)(`nginx by ${provider}${reason ? ` (skipped: ${reason})` : ''}`, { timeout: 30_000 }, () => {
    useTemporaryHome({ KATA_PROVIDER: provider })

    test('balances apps by their names, and logs whom it asked', async ({ nginx }) => {
      const apps = { 'app-1:8080': await failing(), 'app-2:8080': await working() }
      await nginx.start(shop('http_500'), { apps })
      const answer = await nginx.request('/prices?page=2')
      expect([answer.status, answer.text]).toEqual([200, 'here'])
      const [line] = await nginx.accessLog()
      expect(line).toMatchObject({ method: 'GET', path: '/prices?page=2', status: 200 })
      expect(line?.attempts.map(({ app, status }) => [app, status])).toEqual([
        ['app-1:8080', 500],
        ['app-2:8080', 200],
      ])
    })

    test('tells a configuration that passes errors on from one that does not', async ({ nginx }) => {
      const apps = { 'app-1:8080': await failing(), 'app-2:8080': await working() }
      const failuresOf = async (retry: string) => {
        await nginx.start(shop(retry), { apps })
        const answers = await Promise.all(Array.from({ length: 20 }, () => nginx.request('/')))
        return answers.filter(({ status }) => status !== 200).length
      }
      expect([await failuresOf('error'), await failuresOf('error http_500')]).toEqual([10, 0])
    })

    test('has every answered request in the log, and no other after it was forgotten', async ({ nginx }) => {
      const apps = { 'app-1:8080': await working(), 'app-2:8080': await working() }
      await nginx.start(shop(), { apps })
      for (let round = 1; round <= 5; round += 1) {
        await Promise.all(Array.from({ length: 40 }, (_, at) => nginx.request(`/${round}/${at}`)))
        const paths = (await nginx.accessLog()).map(({ path }) => path)
        expect(new Set(paths)).toEqual(new Set(Array.from({ length: 40 }, (_, at) => `/${round}/${at}`)))
        await nginx.forgetAccessLog()
      }
    })

    test('refuses a configuration in the words of nginx, at the line of the file', async ({ nginx }) => {
      const apps = { 'app-1:8080': await working(), 'app-2:8080': await working() }
      const error = await nginx.start(shop('error', 'proxy_pas http://shop;'), { apps }).catch((thrown) => thrown)
      expect(error).toMatchObject({ name: 'RefusedFile', message: 'nginx says: unknown directive "proxy_pas".' })
      expect(error.stack).toContain('    at /work/shop.conf:10:1\n')
      const other = await nginx.start(shop(), { apps: { 'app-2:8080': apps['app-2:8080'] } }).catch((thrown) => thrown)
      expect(other.message).toBe('nginx says: host not found in upstream "app-1:8080".')
      expect(other.stack).toContain('    at /work/shop.conf:2:1\n')
    })

    test('answers nobody where no server listens', async ({ nginx }) => {
      await nginx.start('server { listen 8081; return 200 inside; }', { apps: {} })
      expect((await nginx.request('/')).status).toBeUndefined()
    })

    test('reaches servers of its own by the ports they name', async ({ nginx }) => {
      const inside = 'server { listen 127.0.0.1:8081; access_log off; return 503 sorry; }'
      const outside = 'server { listen 80; location / { proxy_pass http://127.0.0.1:8081; } }'
      await nginx.start(`${inside}\n${outside}`, { apps: {} })
      expect(await nginx.request('/')).toMatchObject({ status: 503, text: 'sorry' })
    })

    test('after a reload only the new configuration answers', async ({ nginx }) => {
      const app = await working()
      await nginx.start('server { listen 80; return 200 old; }', { apps: {} })
      await nginx.reload('server { listen 80; location / { proxy_pass http://app:1; } }', { apps: { 'app:1': app } })
      expect((await nginx.request('/')).text).toBe('here')
    })

    test('has no answer for a client that gives up, nor when it is stopped', async ({ nginx, eventually }) => {
      const apps = { 'app-1:8080': await startApp(() => {}), 'app-2:8080': await startApp(() => {}) }
      await nginx.start(shop(), { apps })
      const answer = await nginx.request('/', { giveUpAfterMs: 30 })
      expect([answer.status, answer.durationMs < 5_000]).toEqual([undefined, true])
      const readStatuses = async () => (await nginx.accessLog()).map(({ status }) => status)
      await eventually(readStatuses, ([status]) => status === 499, {
        describe: 'nginx notices that its client is gone',
      })
      await nginx.stop()
      expect((await nginx.request('/')).status).toBeUndefined()
      expect(await readStatuses()).toEqual([499])
    })

    test('says in its error log what went wrong with which app', async ({ nginx }) => {
      const gone = await working()
      gone.close()
      await nginx.start(shop(), { apps: { 'app-1:8080': gone, 'app-2:8080': await working() } })
      expect((await nginx.request('/')).status).toBe(200)
      const lines = await nginx.errorLog()
      expect(lines.join('\n')).toMatch(/connect\(\) failed .* upstream: "http:\/\/app-1:8080\/"/)
    })
  })
}
