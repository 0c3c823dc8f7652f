import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Answer, eventually, expect, type HttpFixture, test as kitTest, learnerFile } from 'loadbearing/kit'
import './graceful-shutdown.ts'

/** What runs in a process of its own. Its answers and its jobs come from the test. */
const main = `
const [, file, work, noticeMs, limitMs] = process.argv
const { serve } = await import(file)
let job = '/job'
const ask = async (path) => (await fetch(work + path)).text()
const server = serve({ answer: ask, doJob: () => ask(job), noticeMs: Number(noticeMs), limitMs: Number(limitMs) })
if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
process.once('SIGTERM', () => {
  job = '/job-after-SIGTERM'
  // Instead of SIGKILL. Due after the limit, and before one that counts from the end of the notice.
  setTimeout(() => process.exit(137), Number(limitMs) + noticeMs / 2).unref()
  process.send('has SIGTERM')
})
process.on('message', () => process.emit('SIGTERM') || process.exit(143)) // Windows has no signals, but messages.
process.channel.unref()
process.send(server.address().port)`

/** What is `held` hangs until it is released. */
type Setting = { readonly noticeMs: number; readonly limitMs: number; readonly held?: readonly string[] }

async function startProcess(http: HttpFixture, { held = [], noticeMs, limitMs }: Setting, started: ChildProcess[]) {
  const holds = new Map(held.map((path) => [path, Promise.withResolvers<Answer>()]))
  const now = Promise.resolve<Answer>({})
  const work = await http.server('the database', ({ path, until }) => until(holds.get(path)?.promise ?? now))
  const file = pathToFileURL(learnerFile('graceful-shutdown.ts').path).href
  const call = ['--input-type=module', '--eval', main, file, work.url, `${noticeMs}`, `${limitMs}`]
  const spawnedMs = performance.now()
  const child = spawn(process.execPath, call, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  started.push(child)
  const ended = once(child, 'exit').then(([code, by]) => (by ? `died by ${by}` : `ended with code ${code}`))
  const hear = () => Promise.race([once(child, 'message'), ended])
  const [port] = await hear()
  expect(port, 'The process did not start; what it said is above.').toBeTypeOf('number')
  // To end takes less than to start, on this machine as it is now, and a connection may idle for 75 seconds.
  const patienceMs = Math.max(2_000, 5 * (performance.now() - spawnedMs))

  /** Asks for `path`, by default over a connection of its own, which then stays open. */
  function ask(path: string, agent = new Agent({ keepAlive: true })) {
    const caller = { end: 'still waits', isToldToClose: false, over: Promise.resolve() }
    const read = async () => {
      const [response] = await once(get({ host: '127.0.0.1', port: port as number, path, agent }), 'response')
      await once(response.resume(), 'end')
      return { end: `got ${response.statusCode}`, isToldToClose: response.headers.connection === 'close' }
    }
    const failed = (error: NodeJS.ErrnoException) => ({ end: `failed with ${error.code}` })
    caller.over = (read().catch(failed) as Promise<object>).then((seen) => void Object.assign(caller, seen))
    return caller
  }
  async function probeUntilNot(...ends: readonly string[]) {
    for (let probes = 1; ; probes += 1) {
      const probe = ask('/ready')
      await Promise.all([probe.over, delay(10)])
      if (!ends.includes(probe.end) || probes * 10 > patienceMs) return probe.end
    }
  }
  const signal = () => (process.platform === 'win32' ? child.send('SIGTERM') : child.kill('SIGTERM'))
  /** Resolves when the first SIGTERM has been handled. */
  const terminate = () => Promise.all([hear(), signal()])
  const isClosed = () => probeUntilNot('got 200', 'got 503')
  const times = (path: string) => work.requests().filter((request) => request.path === path).length
  const hasBegun = (...all: string[]) => eventually(() => all.every(times), Boolean, { describe: `${all} begins` })
  const release = (...paths: string[]) => paths.map((path) => holds.get(path)?.resolve({}))
  const end = () => Promise.race([ended, delay(patienceMs, 'did not end', { ref: false })])
  return { ask, probeUntilNot, signal, terminate, isClosed, hasBegun, release, times, end }
}

const test = kitTest.extend<{ start: (setting: Setting) => ReturnType<typeof startProcess> }>({
  start: async ({ http }, use) => {
    const started: ChildProcess[] = []
    await use((setting) => startProcess(http, setting, started))
    for (const child of started) child.kill('SIGKILL')
  },
})

test('A request that has begun gets its answer, however often SIGTERM comes', async ({ start }) => {
  const service = await start({ held: ['/order', '/late'], noticeMs: 200, limitMs: 60_000 })
  const buyer = service.ask('/order')
  await service.hasBegun('/order').then(service.terminate)
  const late = service.ask('/late')
  const visitor = await service.isClosed()
  const [isLateBegun, isAlive] = [service.times('/late') > 0, buyer.end === 'still waits' && service.signal()]
  await service.isClosed().then(() => service.release('/order'))
  await buyer.over.then(() => service.release('/late')).then(() => late.over)
  const story = `SIGTERM came ${isAlive ? 'twice' : 'once'} while an order was under way.`
  expect(buyer.end, `${story} The buyer ${buyer.end} (expected: got 200).`).toBe('got 200')
  const other = `${story} Who came before the door was closed ${late.end} (expected: got 200).`
  expect(isLateBegun ? late.end : 'got 200', other).toBe('got 200')
  expect(visitor, `200 ms was all that the balancers needed. Much later a probe ${visitor}.`).toMatch(/^failed/)
})

test('Readiness is red before the door closes, and who still comes is served', async ({ start, evidence }) => {
  const service = await start({ noticeMs: 60_000, limitMs: 120_000 })
  const balancer = new Agent({ keepAlive: true })
  const early = [service.ask('/', balancer), service.ask('/ready')]
  await Promise.all(early.map(({ over }) => over))
  for (const { end } of early) expect(end, `Before SIGTERM a request ${end}.`).toBe('got 200')
  await service.terminate()
  const probe = await service.probeUntilNot('got 200')
  const late = [service.ask('/'), service.ask('/', balancer), service.ask('/ready')]
  await Promise.all(late.map(({ over }) => over))
  const [served, told] = [late.filter(({ end }) => end === 'got 200').length, late.filter((one) => one.isToldToClose)]
  evidence.count('late requests that were served', served, { expected: 2 })
  expect(probe, `SIGTERM came. A probe of readiness ${probe} (expected: got 503).`).toBe('got 503')
  const story = `The balancers had 60 seconds to notice. Of 2 requests meanwhile ${served} got 200 (expected 2).`
  expect(served, story).toBe(2)
  expect(told, 'SIGTERM had come, and an answer was sent without "Connection: close".').toHaveLength(3)
})

test('When all is done it ends, whoever keeps a connection open', async ({ start }) => {
  const service = await start({ held: ['/order', '/job'], noticeMs: 50, limitMs: 60_000 })
  const [reader, buyer] = [service.ask('/'), service.ask('/order')]
  await Promise.all([reader.over, service.hasBegun('/order', '/job')]).then(service.terminate)
  await service.isClosed().then(() => service.release('/order', '/job'))
  const end = await service.end()
  const story = 'A reader and a buyer had their answers and kept their connections open.'
  expect(end, `${story} The process ${end} (expected: ended with code 0).`).toBe('ended with code 0')
  const told = 'An order had begun before SIGTERM. It was answered after it, without "Connection: close".'
  expect(buyer.isToldToClose, told).toBe(true)
})

test('At the limit it ends, whatever hangs', async ({ start }) => {
  const service = await start({ held: ['/order', '/job'], noticeMs: 200, limitMs: 500 })
  service.ask('/order')
  const end = await service.hasBegun('/order', '/job').then(service.terminate).then(service.end)
  const story = 'An order and a job hung. The limit was 500 ms after SIGTERM; 100 ms later came SIGKILL (code 137).'
  expect(end, `${story} The process ${end} (expected: ended with code 1).`).toBe('ended with code 1')
})

test('A job that has begun is done, and no other begins', async ({ start, evidence }) => {
  const busy = await start({ held: ['/job'], noticeMs: 50, limitMs: 500 })
  const end = await busy.hasBegun('/job').then(busy.terminate).then(busy.end)
  const story = 'A job was half done when SIGTERM came, and was not done at the limit.'
  expect(end, `${story} The process ${end} (expected: ended with code 1).`).toBe('ended with code 1')
  const idle = await start({ held: ['/job'], noticeMs: 200, limitMs: 60_000 })
  // Into the pause of 20 ms. Should it come later, nobody is wronged: only what begins after SIGTERM counts.
  await idle.hasBegun('/job').then(() => idle.release('/job'))
  await delay(5).then(idle.terminate).then(idle.end)
  const jobs = idle.times('/job-after-SIGTERM')
  evidence.count('jobs begun after SIGTERM', jobs, { expected: 0 })
  expect(jobs, `SIGTERM came between two jobs. Jobs begun after it: ${jobs} (expected 0).`).toBe(0)
})
