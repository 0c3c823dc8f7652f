import { test as base, type TestContext } from 'vitest'
import { AssertionFailure } from './assertion-failure.ts'
import { TestClock } from './clock.ts'
import type { CrashPointsOptions, CrashReport } from './crash-points/crash-options.ts'
import { eventually } from './eventually.ts'
import { EvidenceRecorder } from './evidence-recorder.ts'
import { Explorations } from './explorations.ts'
import { kataOfTest } from './find-kata.ts'
import { Gate } from './gate.ts'
import type { HoldRowOptions } from './hold-row.ts'
import type { HttpFixture } from './http/http-servers.ts'
import type { Exploration, InterleaveOptions } from './interleave/interleave.ts'
import type { KafkaFixture } from './kafka/kafka-fixture.ts'
import { renderLeaks } from './leaks/leak.ts'
import { type LoadOptions, load } from './load/load.ts'
import type { LoadResult } from './load/load-result.ts'
import { type JudgedSystem, loadSystems } from './load-systems.ts'
import type { NginxFixture } from './nginx/nginx-fixture.ts'
import type { PostgresFixture } from './postgres/postgres-fixture.ts'
import type { RedisFixture } from './redis/redis-fixture.ts'
import type { ReplicaFixture } from './replica/replica-fixture.ts'
import { type Another, anotherOf } from './servers/another.ts'
import { TestServers } from './servers/test-servers.ts'
import type { DesignSheet } from './sheet/design-sheet.ts'
import type { SheetClaims } from './sheet/sheet-claims.ts'
import './task-meta.ts'
import type { Wire } from './wire/faults/wire.ts'

/** What a kata's test may ask for by name. Each is made when a test asks for it, and torn down after that test. */
export interface KitFixtures {
  /** @internal What the other fixtures share. */
  servers: TestServers
  /** @internal Those of the test so far. */
  explorations: Explorations
  /** A fresh, empty database on a real Postgres. */
  postgres: PostgresFixture
  /** How many standbys `replica` has: 1, unless a test file says `test.override({ standbys: 2 })`. */
  standbys: number
  /** A primary with streaming standbys, held by this test alone, and a fresh, empty database on all of them. */
  replica: ReplicaFixture
  /** A Redis process of its own, empty. */
  redis: RedisFixture
  /** Topics, groups and clients of its own on a real Kafka broker. */
  kafka: KafkaFixture
  /** An nginx of its own, which serves nothing before it is given a configuration. */
  nginx: NginxFixture
  /** Small HTTP servers on loopback that do as a script says and remember what they saw. */
  http: HttpFixture
  /**
   * Further servers of a kind that the test has one of already.
   * @example const shards = [postgres, await another.postgres(), await another.postgres()]
   */
  another: Another
  /**
   * Runs concurrent calls in every order of what they ask of Postgres and Redis, and checks each order.
   * Throws an AssertionError with the message of `check` and the simplest failing order.
   * @example
   * await interleave({
   *   before: async () => void (await postgres.query('UPDATE accounts SET balance = 100')),
   *   actors: {
   *     A: ({ postgres }) => credit(postgres.pool(), 'alice', 50),
   *     B: ({ postgres }) => credit(postgres.pool(), 'alice', 50),
   *   },
   *   check: async () => expect(await balance()).toBe(200),
   * })
   */
  interleave: <Name extends string>(options: InterleaveOptions<Name>) => Promise<Exploration>
  /**
   * Runs a process of the learner's once for each step by which it reaches Postgres, Redis or an HTTP server, and lets it
   * die there: before the server has the step, and once more when the server has done it and the reply is lost. Then it
   * starts the process again and checks what is left. Steps by other ways are named with `life.step`. Throws an
   * AssertionError with the message of `check` and the simplest failing point; rejects with CRASH_POINT_UNDECIDED when a
   * life neither goes on nor ends. Needs of Postgres: to see other sessions in pg_stat_activity.
   * @example
   * await crashPoints({
   *   before: async () => void (await postgres.query('TRUNCATE orders, outbox')),
   *   run: async (life) => {
   *     const shop = await freshCopy(() => import('./outbox.ts'))
   *     await shop.placeOrder(life.postgres.pool(), 'order-1')
   *     await shop.relay(life.postgres.pool(), await life.http(mail.url))
   *   },
   *   observe: async () => ({ 'lost a mail': (await orders()) - mails.size }),
   *   check: ({ point, seen }) => expect(seen['lost a mail'], `${point?.text}. A mail was never sent.`).toBe(0),
   * })
   */
  crashPoints: <Seen extends Readonly<Record<string, number>>>(
    options: CrashPointsOptions<Seen>,
  ) => Promise<CrashReport>
  /**
   * A third session holds a row lock until every call is blocked or done. Needs Postgres; rejects as the calls do.
   * @example
   * await holdRow({ sql: 'SELECT * FROM jobs WHERE id = 1 FOR UPDATE', while: () => Promise.all([claim(), claim()]) })
   */
  holdRow: <T>(options: HoldRowOptions<T>) => Promise<T>
  /**
   * Addresses on which messages are lost, late or cut: for Postgres, Redis and HTTP in one vocabulary. A fault hits a
   * message by name and number. One that never met its message makes the test undecided. Needs no rights on a server.
   * @example
   * const link = await wire.postgres()
   * link.dropReply('COMMIT')
   * const outcome = await pay(link.pool(), 'intent-1').catch((error) => error)
   */
  wire: Wire
  /** A point at which calls wait for each other. */
  gate: (parties: number) => Gate
  /**
   * Calls at a stated rate, whether or not earlier calls have ended (open loop), and counts latency from the moment at
   * which each call was meant to start. At most 20,000 calls and a minute. Rejects with LOAD_TOO_LARGE beyond that.
   * @example
   * const { outcomes, latency } = await load({
   *   ratePerSecond: 200,
   *   durationMs: 2_000,
   *   call: async (_nth, signal) => ((await fetch(shop.url, { signal })).ok ? 'sold' : 'turned away'),
   * })
   * evidence.histogram('latency at 200 a second', 'ms', latency.buckets)
   */
  load: (options: LoadOptions) => Promise<LoadResult>
  /** Time that stands still until the test advances it. */
  clock: TestClock
  /** What the test measured, shown whether it passes or fails. */
  evidence: EvidenceRecorder
  /**
   * The systems that a learner's test has to judge, for a kata of the kind `write-the-test`: `systems/right.ts`, and each
   * `systems/broken-<how>.ts`. Rejects with COURSE_FILE_INVALID when there are none.
   * @example
   * for (const { name, keepsItsPromise, module } of await systems<{ start: Start }>()) …
   */
  systems: <Module>() => Promise<readonly JudgedSystem<Module>[]>
  /**
   * The claims of a build's design sheet, to be tried: each claim that a test asks for, the test has to judge as held, too
   * modest or too bold. Fails the test where nothing is claimed, or nothing that could be tried. Needs no server.
   * @example
   * import sheet from './design-sheet.ts'
   * const claim = claims(sheet).of('failsOpenOrClosed', 'redis is gone')
   * claim.is('fails', allowed === 200 ? 'open' : 'closed', { told: 'With Redis gone, every request was refused.' })
   */
  claims: (sheet: DesignSheet) => SheetClaims
  /** Waits for a state of a server that comes about by itself. */
  eventually: typeof eventually
  /**
   * Resolves when nothing moves by itself any more: every call has its answer, is blocked, sleeps on the clock, is held
   * up by the script of an HTTP server, or waits for one of these. Rejects with ORDER_UNDECIDED when something still
   * moves after ten seconds without an answer.
   * @example
   * const readers = [read(), read()]
   * await settled()
   * await clock.advance(1_000)
   */
  settled: () => Promise<void>
}

/** Vitest's `test` with the kit's fixtures. */
export const test = base.extend<KitFixtures>({
  servers: async ({ task, signal }, use) => {
    const servers = new TestServers()
    await use(servers)
    await tearDown(servers, task, signal.aborted)
  },
  postgres: async ({ servers, task }, use) => use(await reportingUndecided(servers, task, () => servers.postgres())),
  standbys: 1,
  replica: async ({ servers, standbys, task }, use) =>
    use(await reportingUndecided(servers, task, () => servers.replica(standbys))),
  redis: async ({ servers, task }, use) => use(await reportingUndecided(servers, task, () => servers.redis())),
  kafka: async ({ servers, task }, use) => use(await reportingUndecided(servers, task, () => servers.kafka())),
  nginx: async ({ servers, task }, use) => use(await reportingUndecided(servers, task, () => servers.nginx())),
  another: async ({ servers }, use) => use(anotherOf(servers)),
  http: async ({ servers, clock }, use) => use(await servers.http(clock)),
  explorations: async ({ servers, evidence, task }, use) => {
    using explorations = new Explorations({ servers, evidence, label: labelOf(task) })
    await use(explorations)
  },
  interleave: async ({ explorations }, use) => use((options) => explorations.interleave(options)),
  crashPoints: async ({ explorations }, use) => use((options) => explorations.crashPoints(options)),
  holdRow: async ({ servers, postgres }, use) => {
    void postgres
    await use((options) => servers.holdRow(options))
  },
  wire: async ({ servers, clock }, use) => use(await servers.wire(clock)),
  gate: async ({ servers }, use) => use((parties) => new Gate(parties, () => servers.settled())),
  load: async ({ servers }, use) => use((options) => load(options, () => servers.settled())),
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what a fixture needs
  clock: async ({}, use) => use(new TestClock()),
  evidence: async ({ task }, use) => {
    task.meta.evidence = []
    await use(new EvidenceRecorder((evidence) => task.meta.evidence?.push(evidence)))
  },
  systems: async ({ task }, use) => use(() => loadSystems(task.file.filepath)),
  claims: async ({ evidence, task }, use) => {
    void evidence
    const { ClaimsOfTest } = await import('./sheet/claims-of-test.ts')
    const claims = new ClaimsOfTest((one) => task.meta.evidence?.push(one))
    await use((sheet) => claims.of(sheet))
    if (task.result?.state !== 'fail') claims.assertJudged()
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what a fixture needs
  eventually: async ({}, use) => use(eventually),
  settled: async ({ servers }, use) => use(() => servers.settled()),
})

type Task = TestContext['task']

async function reportingUndecided<T>(servers: TestServers, task: Task, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    noteUndecided(servers, task)
  }
}

/** `isBrokenOff`: the runner ended the test, because its time was up. */
async function tearDown(servers: TestServers, task: Task, isBrokenOff: boolean): Promise<void> {
  const hasFailed = task.result?.state === 'fail'
  task.meta.services = { ...servers.services }
  if (hasFailed || isBrokenOff) {
    await servers.look()
    for (const line of servers.lastWords) process.stderr.write(`${line}\n`)
  }
  const unmet = hasFailed || isBrokenOff ? undefined : servers.findUnmetFaults()
  noteUndecided(servers, task)
  const leaks = await servers.close()
  const isLeaking = leaks.length > 0 && !hasFailed
  if (hasFailed || isLeaking) await keep(servers, task)
  await servers.release()
  if (unmet) throw unmet
  if (isLeaking) throw new AssertionFailure(renderLeaks(leaks))
  servers.httpServers?.assertScriptsRan()
}

function noteUndecided(servers: TestServers, task: Task): void {
  if (servers.undecided) task.meta.undecided = { message: servers.undecided.message, hint: servers.undecided.hint }
}

async function keep(servers: TestServers, task: Task): Promise<void> {
  if (servers.undecided) return
  await servers.keep(labelOf(task))
  task.meta.kept = Object.keys(servers.services).map((service) => `kata sh ${service}`)
}

function labelOf(task: Task): string {
  return kataOfTest(task.file.filepath)
}
