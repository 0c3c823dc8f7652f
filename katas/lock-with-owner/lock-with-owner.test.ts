import { type Actor, type Clock, expect, freshCopy, type KitFixtures, type RedisFixture, test } from 'loadbearing/kit'
import type { KeepLock } from './lock-with-owner.ts'

type Kit = Pick<KitFixtures, 'redis' | 'clock' | 'settled'>
const quick = async () => {}
const long = ({ clock }: Actor) => clock.sleep(31_000)
const time = ({ letTimePass }: Actor) => letTimePass(30_000)
/** A process of its own: what one copy of your module keeps in variables the other can't see. */
const startProcess = () => freshCopy(() => import('./lock-with-owner.ts'))

/** One server, whose runs share a connection. It goes on when a run has ended, or waits. */
async function startServer({ redis, clock, settled }: Kit, connection = redis.connect(), own: Clock = clock) {
  const { runAlone } = await startProcess()
  return async function start(job: string, work: (keepLock: KeepLock) => Promise<void>) {
    const run = { end: 'still waits' }
    runAlone({ redis: connection, clock: own }, job, work).then(
      (hasWorked) => (run.end = hasWorked ? 'did its work' : 'was refused'),
      (error) => (run.end = `got the error "${error.message}"`),
    )
    await settled()
    return run
  }
}
/** Lets time pass in steps of 5 seconds, for servers and for Redis alike. */
async function pass(seconds: number, { redis, clock, settled }: Kit) {
  for (let passed = 0; passed < seconds; passed += 5) {
    await redis.age(5_000)
    await clock.advance(5_000)
    await settled()
  }
}

// kept because: a lock that nobody gets, that is never renewed or that holds up other jobs passes all the others
test('A run has its job to itself for as long as it keeps the lock', async ({ redis, clock, settled, evidence }) => {
  const kit = { redis, clock, settled }
  const [one, two] = [await startServer(kit), await startServer(kit)]
  const first = await one('invoices', async (keepLock) => {
    for (let batch = 1; batch <= 3; batch += 1) await clock.sleep(20_000).then(keepLock)
  })
  const others: { end: string }[] = []
  for (let seconds = 5; seconds < 60; seconds += 5) {
    await pass(5, kit)
    others.push(await one('invoices', quick), await two('invoices', quick))
    const end = others.find((other) => other.end !== 'was refused')?.end
    const story = `A run asked for its lock every 20 seconds. ${seconds} seconds after it began, another one`
    expect(end, `${story} ${end}, while the first was at work (expected: was refused at once).`).toBeUndefined()
  }
  expect((await two('reminders', quick)).end, 'Invoices were at work and held up another job.').toBe('did its work')
  await pass(5, kit)
  evidence.count('other runs that were refused at once', others.length, { expected: 22 })
  expect(first.end, `A run asked for its lock every 20 seconds, and ${first.end}.`).toBe('did its work')
})

test('A run that dies holds its job up for at most 30 seconds', async ({ redis, clock, settled }) => {
  const kit = { redis, clock, settled }
  for (const commands of [1, 2, 3, 4, 5]) {
    // It dies after so many commands: nothing more is sent, and time stands still for its code.
    const [connection, burial] = [redis.connect(), Promise.withResolvers<void>()]
    await connection.ping()
    const send = connection.sendCommand.bind(connection)
    let nth = 0
    connection.sendCommand = (command) => Promise.resolve(++nth > commands && burial.promise).then(() => send(command))
    const dead = await startServer(kit, connection, { now: Date.now, sleep: () => burial.promise })
    await dead('invoices', (keepLock) => keepLock().then(() => burial.promise))
    const living = await startServer(kit)
    await pass(25, kit)
    await living('invoices', quick)
    await pass(5, kit)
    const { end } = await living('invoices', quick)
    const story = `A server died after command ${commands} to Redis. Another tried 25 seconds later, and after 30 seconds it`
    expect(end, `${story} ${end}. In Redis: ${await redis.client.keys('*')}.`).toBe('did its work')
    burial.resolve()
    await settled()
  }
})

/** Follows the runs of one order: whose is the lock, as far as they were told? An actor named `time` lets it run out. */
function followRuns(redis: RedisFixture) {
  let last: { readonly name: string; since: number } | undefined
  let story: string | undefined
  const passedAt = () => redis.commands().findLastIndex(({ actor }) => actor === 'time')
  const holder = () => (last && passedAt() < last.since ? last.name : undefined)
  function begin(name: string) {
    const since = redis.commands().findIndex(({ actor }) => actor === name)
    const other = passedAt() < since && holder()
    if (other) story ??= `${other} was at work, its lock had not run out, and ${name} was let in, too.`
    last = { name, since }
    return last
  }
  async function ask({ name, clock }: Actor, keepLock: KeepLock) {
    await keepLock()
    const now = holder() === undefined ? 'Its lock had run out' : `${holder()} had the lock`
    if (holder() !== name) story ??= `${name} asked before its next batch and was told to go on. ${now}.`
    return clock.sleep(62_000)
  }
  return {
    run: (process: Awaited<ReturnType<typeof startProcess>>, work: typeof ask) => (actor: Actor) =>
      process.runAlone({ redis: actor.redis.connect(), clock: actor.clock }, 'invoices', async (keepLock) => {
        const mine = begin(actor.name)
        await work(actor, keepLock).finally(() => (mine.since = -1))
      }),
    ask,
    before() {
      last = story = undefined
      return redis.evictAll()
    },
    check: () => expect(story, story).toBeUndefined(),
  }
}

test('Only its owner frees a lock, in whatever order the commands run', async ({ redis, interleave }) => {
  const [one, two] = [await startProcess(), await startProcess()]
  const { run, before, check } = followRuns(redis)
  const guests: Actor[] = []
  const actors = {
    A: run(one, quick),
    // C comes while B is at work.
    B: run(one, (host) => run(two, quick)(guests[0] ?? host).then(() => long(host))),
    C: async (guest: Actor) => guests.splice(0, 1, guest),
    time,
  }
  await interleave({ before, actors, check, failingLabel: 'orders with two runs at work' })
})

test('A run that has lost its lock is told so before its next batch', async ({ redis, interleave }) => {
  const { run, ask, before, check } = followRuns(redis)
  const one = await startProcess()
  const actors = { A: run(one, ask), B: run(one, long), time }
  await interleave({ before, actors, check, failingLabel: 'orders with a wrong answer' })
})

test('A job that fails passes its error on, and frees its own lock alone', async ({ redis, clock, settled }) => {
  const kit = { redis, clock, settled }
  const [one, two] = [await startServer(kit), await startServer(kit)]
  const [slowWork, nextWork] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = await one('invoices', (keepLock) => slowWork.promise.then(keepLock))
  await redis.age(30_000).then(() => clock.jump(30_000))
  const next = await one('invoices', () => nextWork.promise.then(() => Promise.reject(new Error('no mail'))))
  slowWork.resolve()
  await settled()
  const third = await two('invoices', quick)
  nextWork.resolve()
  await settled()
  const fourth = await two('invoices', quick)
  const story = 'A lock ran out, and a second run on that server took the next one. The first run asked for it, and'
  expect(slow.end, `${story} its caller ${slow.end} (expected: LockLost).`).toMatch(/^got the error/)
  expect(next.end, `A job failed with "no mail", and its caller ${next.end}.`).toBe('got the error "no mail"')
  expect(third.end, `${story} then a third one ${third.end} while the second was at work.`).toBe('was refused')
  expect(fourth.end, `A job failed. Right after it the next run ${fourth.end}.`).toBe('did its work')
})
