import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { DrillStage, Program, SteadyLoad } from 'loadbearing/drill'
import pg from 'pg'
import { addressOf, createDatabase } from './database.ts'
import { Watch } from './watch.ts'

const requestsPerSecond = 80
const parcelsPerSecond = 12
/** Of all customers, these are the ones who look at their orders in this hour. */
const customersAwake = 120
const giveUpMs = 5_000
/** Each server listens on a port of its own; a person may ask for so many. */
const mostServers = 6

/** The company: its servers, its programs, and the people who use it. */
export interface Shop {
  readonly postgres: pg.Client
  readonly redis: Redis
  readonly watch: Watch
  readonly servers: readonly Program[]
  /** Where the servers that run now listen. */
  readonly ports: () => readonly number[]
  readonly worker: Program
  readonly visitors: SteadyLoad
  readonly warehouse: SteadyLoad
  /** One GET through nginx: the status, or what went wrong instead. */
  visit(path: string): Promise<Answer>
  /** One parcel leaves the warehouse. */
  send(address: string): Promise<void>
  readFacts(): Promise<Record<string, string>>
}

export async function startShop(stage: DrillStage): Promise<Shop> {
  const [database, cache, broker, balancer] = await Promise.all([
    stage.postgres(),
    stage.redis(),
    stage.kafka(),
    stage.nginx(),
  ])
  const postgres = new pg.Client({ connectionString: database.url, application_name: 'drill' })
  await postgres.connect()
  stage.onEnd(() => postgres.end())
  postgres.on('error', () => undefined)
  await postgres.query(`ALTER DATABASE "${database.database}" SET max_parallel_workers_per_gather = 0`)
  await createDatabase(postgres)
  const redis = new Redis(cache.url, { lazyConnect: false })
  redis.on('error', () => undefined)
  stage.onEnd(() => redis.disconnect())
  const names = { topic: `${broker.prefix}parcels`, group: `${broker.prefix}points` }
  await broker.makeTopic(names.topic)
  const producer = await broker.producer()
  const worker = await stage.program({
    name: 'worker',
    file: 'worker.ts',
    alsoRestartedBy: ['find-orders.ts'],
    environment: {
      ...{ DATABASE_URL: database.url, KAFKA_BROKERS: broker.brokers.join() },
      ...{ TOPIC: names.topic, GROUP: names.group },
    },
  })
  const ports = await findPorts(mostServers)
  const servers: Program[] = []
  const environment = { DATABASE_URL: database.url, REDIS_URL: cache.url }
  let balanced = ''
  const serve = async (): Promise<void> => {
    const wanted = Math.min(mostServers, Number(readSettings(stage)['servers']) || 1)
    for (const [index, port] of ports.entries()) {
      if (index < wanted) await startServer(stage, servers, index, port, environment)
      else await servers[index]?.kill()
    }
    const conf = balancerConf(balancer, ports.slice(0, wanted))
    if (conf === balanced) return
    const load = balanced === '' ? balancer.start : balancer.reload
    balanced = conf
    const complaint = await load([['shop.conf', conf]])
    if (complaint) stage.tell(`nginx refuses its configuration: ${complaint}`)
  }
  await serve()
  stage.onSave(['settings.json'], serve)
  const agent = new Agent({ keepAlive: true, maxSockets: 1_200 })
  stage.onEnd(() => agent.destroy())
  const visit = (path: string) => visitOnce(new URL(path, balancer.url), agent)
  const send = async (address: string): Promise<void> => {
    await producer.send({ topic: names.topic, messages: [{ value: address }] })
  }
  const visitors = stage.load({
    name: 'visitors',
    ratePerSecond: requestsPerSecond,
    served: '200',
    call: async () => (await visit(`/orders/${addressOf(Math.floor(Math.random() * customersAwake))}`)).status,
  })
  const warehouse = stage.load({
    name: 'warehouse',
    ratePerSecond: parcelsPerSecond,
    call: (nth) => send(addressOf(nth)).then(() => 'sent'),
  })
  const watch = await Watch.start(stage, { ports, admin: await broker.admin(), ...names })
  return {
    ...{ postgres, redis, watch, servers, worker, visitors, warehouse, visit, send },
    ports: () => ports.filter((_, index) => servers[index]?.isRunning),
    readFacts: () => readFacts(postgres, redis),
  }
}

async function startServer(
  stage: DrillStage,
  servers: Program[],
  index: number,
  port: number,
  environment: Record<string, string>,
): Promise<void> {
  const name = `shop-${index + 1}`
  const running = servers[index]
  if (running) return running.restart()
  servers[index] = await stage.program({
    name,
    file: 'shop.ts',
    alsoRestartedBy: ['find-orders.ts'],
    environment: { ...environment, NAME: name, PORT: String(port) },
    isReady: async () => (await visitOnce(new URL(`http://127.0.0.1:${port}/metrics`))).status === '200',
  })
}

function readSettings({ folder }: DrillStage): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))
  } catch {
    return {}
  }
}

function balancerConf({ listen, appHost }: { listen: string; appHost: string }, ports: readonly number[]): string {
  const servers = ports.map((port) => `  server ${appHost}:${port} max_fails=3 fail_timeout=1s;`).join('\n')
  return `upstream shop {\n${servers}\n}
server {
  listen ${listen};
  location / {
    proxy_pass http://shop;
    proxy_read_timeout 3s;
    proxy_next_upstream error timeout http_503;
    proxy_next_upstream_tries 2;
  }
}
`
}

interface Answer {
  readonly status: string
  readonly body: string
}

function visitOnce(url: URL, agent?: Agent): Promise<Answer> {
  return new Promise((resolve) => {
    const request = get(url, agent ? { agent } : {}, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('close', () => resolve({ status: String(response.statusCode), body }))
    })
    request.setTimeout(giveUpMs, () => request.destroy())
    request.on('error', () => resolve({ status: 'no answer', body: '' }))
  })
}

async function findPorts(count: number): Promise<number[]> {
  const { createServer } = await import('node:net')
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((done) => {
          server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port))
        }),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

async function readFacts(postgres: pg.Client, redis: Redis): Promise<Record<string, string>> {
  const { rows } = await postgres.query(
    "SELECT 'index ' || indexname AS name, indexdef AS fact FROM pg_indexes WHERE schemaname = 'public'",
  )
  const flushes = (await redis.info('commandstats')).match(/cmdstat_flush(?:all|db):calls=(\d+)/)?.[1] ?? '0'
  return { ...Object.fromEntries(rows.map(({ name, fact }) => [name, fact])), 'times that Redis was flushed': flushes }
}
