import { CourseError, exitCodes } from '../../errors.ts'
import type { ServiceName } from '../../services/service.ts'
import type { Clock, TestClock } from '../clock.ts'
import { type HoldRowOptions, holdRow } from '../hold-row.ts'
import type { HttpServers } from '../http/http-servers.ts'
import { Board } from '../interleave/board.ts'
import { createWaitWatch, type WatchedPostgres } from '../interleave/server-wait-watch.ts'
import { Settling } from '../interleave/settling.ts'
import type { KafkaFixture } from '../kafka/kafka-fixture.ts'
import type { KafkaServer } from '../kafka/kafka-server.ts'
import type { Leak } from '../leaks/leak.ts'
import type { NginxFixture } from '../nginx/nginx-fixture.ts'
import { watchAsyncWork } from '../origin/async-watch.ts'
import type { PostgresFixture } from '../postgres/postgres-fixture.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisFixture } from '../redis/redis-fixture.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import type { ReplicaFixture } from '../replica/replica-fixture.ts'
import type { Wire } from '../wire/faults/wire.ts'
import type { ReplicaServers } from './open-replica.ts'
import type { OpenServer } from './open-server.ts'

/** How long a server or a timer may take, before waiting for it counts as undecided. */
const patienceMs = 10_000

/** The servers of one test or demo: leased when first asked for, given back at the end. */
export class TestServers {
  /** By kind, in the order of opening; the first of a kind is the one that the explorer uses. */
  readonly #postgres: OpenServer<PostgresFixture, PostgresServer>[] = []
  readonly #replicas: OpenServer<ReplicaFixture, ReplicaServers>[] = []
  readonly #redis: OpenServer<RedisFixture, RedisServer>[] = []
  readonly #kafka: OpenServer<KafkaFixture, KafkaServer>[] = []
  readonly #nginx: OpenServer<NginxFixture, undefined>[] = []
  #http: HttpServers | undefined
  /** What passes the test's own addresses, those of actors excepted. */
  readonly #board = new Board()
  readonly #watch = watchAsyncWork()
  #wire: Wire | undefined
  #undecided: CourseError | undefined

  /** The machine's fault that was met, if any: then nothing can be said about the learner's code. */
  get undecided(): CourseError | undefined {
    return this.#undecided
  }

  /** Where the explorer's calls go: the first Postgres, or else the primary of the first replica. */
  get postgresServer(): PostgresServer | undefined {
    return this.#postgres[0]?.server ?? this.#replicas[0]?.server.primary
  }

  get redisServer(): RedisServer | undefined {
    return this.#redis[0]?.server
  }

  /** Absent as long as nobody has asked for HTTP. */
  get httpServers(): HttpServers | undefined {
    return this.#http
  }

  /** How many servers of each kind were leased. */
  get services(): Partial<Record<ServiceName, number>> {
    const standbys = this.#replicas.reduce((sum, { server }) => sum + server.standbys.length, 0)
    const counts = {
      postgres: this.#postgres.length,
      'postgres-replica': standbys,
      redis: this.#redis.length,
      kafka: this.#kafka.length,
      nginx: this.#nginx.length,
    }
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
  }

  /** The first Postgres of the test. */
  async postgres(): Promise<PostgresFixture> {
    return this.#postgres[0]?.fixture ?? this.anotherPostgres()
  }

  async anotherPostgres(): Promise<PostgresFixture> {
    const { openPostgres } = await import('./open-postgres.ts')
    return this.#add(this.#postgres, () => openPostgres(this.#board))
  }

  /** A primary with so many standbys; the first of the test, if there is one. */
  async replica(standbys: number): Promise<ReplicaFixture> {
    const { openReplica } = await import('./open-replica.ts')
    const open = { board: this.#board, standbys, attempt: <T>(work: () => Promise<T>) => this.attempt(work) }
    return this.#replicas[0]?.fixture ?? this.#add(this.#replicas, () => openReplica(open))
  }

  /** The first Redis of the test. */
  async redis(): Promise<RedisFixture> {
    return this.#redis[0]?.fixture ?? this.anotherRedis()
  }

  async anotherRedis(): Promise<RedisFixture> {
    const { openRedis } = await import('./open-redis.ts')
    return this.#add(this.#redis, () => openRedis(this.#board))
  }

  /** Links on which messages are lost, late or cut, by the given clock. */
  async wire(clock: Clock): Promise<Wire> {
    const { Wire } = await import('../wire/faults/wire.ts')
    this.#wire ??= new Wire({
      postgres: async () => opened(await this.postgres(), this.postgresServer),
      redis: async () => opened(await this.redis(), this.redisServer),
      board: this.#board,
      clock,
    })
    return this.#wire
  }

  /** Notes when a fault of a link never met its message: then the test has not tried what it is about. */
  findUnmetFaults(): CourseError | undefined {
    const unmet = this.#wire?.findUnmet() ?? []
    if (unmet.length === 0) return undefined
    this.#undecided = new CourseError('FAULT_NOT_MET', { message: `${unmet.join('; ')}, and no such message came.` })
    return this.#undecided
  }

  /** Names on the broker: a test that wants more of them makes more topics. */
  async kafka(): Promise<KafkaFixture> {
    const { openKafka } = await import('./open-kafka.ts')
    return this.#kafka[0]?.fixture ?? this.#add(this.#kafka, openKafka)
  }

  /** The first nginx of the test. */
  async nginx(): Promise<NginxFixture> {
    return this.#nginx[0]?.fixture ?? this.anotherNginx()
  }

  async anotherNginx(): Promise<NginxFixture> {
    const { openNginx } = await import('./open-nginx.ts')
    return this.#add(this.#nginx, openNginx)
  }

  /** HTTP servers live in this process: nothing is leased. Scripts sleep on `clock`. */
  async http(clock: TestClock): Promise<HttpServers> {
    const { HttpServers } = await import('../http/http-servers.ts')
    this.#http ??= new HttpServers(clock)
    return this.#http
  }

  /** Holds a row lock with a session of its own while calls run into it. */
  async holdRow<T>(options: HoldRowOptions<T>): Promise<T> {
    const server = this.postgresServer
    if (server) return holdRow(options, server, () => this.settled())
    throw new CourseError('FIXTURE_NOT_REQUESTED', {
      message: '`holdRow` needs Postgres, and nobody has asked for it.',
    })
  }

  /** Resolves when nothing moves by itself any more: everybody has an answer, is held up, sleeps, or waits for one who does. */
  async settled(): Promise<void> {
    const waitWatch = createWaitWatch(this.#allPostgres, this.redisServer)
    const others = this.#http
    const settling = new Settling({ board: this.#board, waitWatch, others, patienceMs, hasOutsiders: true })
    await this.attempt(() => settling.settle())
  }

  /** Does `work`; notes when it fails by the machine's fault. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof CourseError && error.exitCode === exitCodes.machineNotReady) this.#undecided = error
      throw error
    }
  }

  /** Notes when a server is gone, which then is the reason why the test failed. */
  async look(): Promise<void> {
    for (const open of this.#open) await this.attempt(() => open.assertAlive()).catch(() => {})
  }

  /** What clients reported of themselves that may tell why a test failed. */
  get lastWords(): readonly string[] {
    return this.#open.flatMap((open) => open.lastWords?.() ?? [])
  }

  /** Ends what the kit made, and returns what others left open. */
  async close(): Promise<Leak[]> {
    const onLinks = (await this.#wire?.close()) ?? []
    this.#http?.close()
    const leaks = await Promise.all(this.#open.map((open) => open.close()))
    return [...onLinks, ...leaks.flat()]
  }

  /** Keeps the servers for a person to look into, in place of giving them back. */
  async keep(label: string): Promise<void> {
    await Promise.all(this.#open.map((open) => open.keepForInspection(label)))
  }

  async release(): Promise<void> {
    this.#watch[Symbol.dispose]()
    await Promise.all(this.#open.map((open) => open.release()))
  }

  async #add<Fixture, Server>(
    servers: OpenServer<Fixture, Server>[],
    open: () => Promise<OpenServer<Fixture, Server>>,
  ): Promise<Fixture> {
    const opened = await this.attempt(open)
    servers.push(opened)
    return opened.fixture
  }

  get #open(): readonly OpenServer<unknown, unknown>[] {
    return [...this.#postgres, ...this.#replicas, ...this.#redis, ...this.#kafka, ...this.#nginx]
  }

  get #allPostgres(): readonly WatchedPostgres[] {
    const primaries = this.#replicas.map(({ server: { primary, standbys } }) => ({ server: primary, standbys }))
    const standbys = primaries.flatMap(({ standbys }) => standbys.map((server) => ({ server })))
    return [...this.#postgres.map(({ server }) => ({ server })), ...primaries, ...standbys]
  }
}

function opened<Server>(_fixture: unknown, server: Server | undefined): Server {
  if (server !== undefined) return server
  throw new CourseError('INTERNAL', { message: 'A server was opened and is not there.' })
}
