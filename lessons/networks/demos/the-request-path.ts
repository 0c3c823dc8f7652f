import { generateKeyPairSync, sign } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'
import { type DemoContext, demo } from 'loadbearing/demo'

const name = 'shop.test'
const visitors = 40
const query = 'SELECT sum(cents) AS total FROM prices'
const balancer = `
upstream shop { server app-1:8080; keepalive 8; }
server {
  listen 80;
  location / { proxy_pass http://shop; proxy_http_version 1.1; proxy_set_header Connection ""; }
}`

/** In the order of the path. */
const hops = [
  ['dns', 'DNS lookup', 'name a server that has moved'],
  ['tcp', 'TCP connection', 'be refused, or hear nothing'],
  ['tls', 'TLS handshake', 'meet an expired certificate'],
  ['edge', 'edge, where TLS ends', 'give away a page that is old'],
  ['balancer', 'nginx, the balancer', 'send it to a second server, too'],
  ['service', 'service', 'have no worker free'],
  ['cache', 'Redis', 'hold an old value, or none'],
  ['database', 'Postgres', 'wait for a lock, read a table'],
] as const

/** Milliseconds. */
type Times = Record<(typeof hops)[number][0], number>

/** A name server that knows one name. It answers each question with 127.0.0.1, good for 30 seconds. */
async function openNameServer() {
  const server = createSocket('udp4')
  server.on('message', (question, { port, address }) => {
    const answer = Buffer.from('c00c000100010000001e00047f000001', 'hex')
    const end = question.indexOf(0, 12) + 5
    const header = Buffer.concat([question.subarray(0, 2), Buffer.from('81800001000100000000', 'hex')])
    server.send(Buffer.concat([header, question.subarray(12, end), answer]), port, address)
  })
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

interface Certificate {
  readonly cert: string
  readonly key: string
}

/** One value of DER: what it is, how long it is, and itself. */
function der(tag: number, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part as string)))
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

/** A certificate for the name which nobody but itself vouches for, good until 2049. */
function createCertificate(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
  const algorithm = der(0x30, oid('2a8648ce3d040302'))
  const subject = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, name))))
  const validity = der(0x30, der(0x17, '240101000000Z'), der(0x17, '491231235959Z'))
  const names = der(0x30, oid('551d11'), der(0x04, der(0x30, der(0x82, name))))
  const body = der(
    0x30,
    Buffer.from('a003020102020101', 'hex'),
    ...[algorithm, subject, validity, subject, publicKey.export({ type: 'spki', format: 'der' })],
    der(0xa3, der(0x30, names)),
  )
  const signed = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)))
  const cert = `-----BEGIN CERTIFICATE-----\n${signed.toString('base64')}\n-----END CERTIFICATE-----\n`
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

async function timed<T>(work: () => Promise<T>): Promise<[value: T, ms: number]> {
  const beganMs = performance.now()
  const value = await work()
  return [value, performance.now() - beganMs]
}

/** A price list from Redis, or else from Postgres. The answer says what it has spent where. */
async function openService({ http, postgres, redis }: DemoContext) {
  const [pool, cache] = [postgres.pool(), redis.connect()]
  return http.server('app-1', async () => {
    const beganMs = performance.now()
    const spent = { cache: 0, database: 0, service: 0 }
    const [cached, getMs] = await timed(() => cache.get('prices'))
    spent.cache = getMs
    if (cached === null) {
      const [{ rows }, queryMs] = await timed(() => pool.query<{ total: string }>(query))
      const [, setMs] = await timed(() => cache.set('prices', rows[0]?.total ?? ''))
      spent.database = queryMs
      spent.cache += setMs
    }
    spent.service = performance.now() - beganMs
    return { text: 'prices', headers: { 'server-timing': renderTiming(spent) } }
  })
}

/** `cache;dur=0.3, service;dur=0.9`: the header by which a server says where the time went. */
function renderTiming(spent: Readonly<Record<string, number>>): string {
  return Object.entries(spent)
    .map(([hop, ms]) => `${hop};dur=${ms}`)
    .join(', ')
}

function parseTiming({ headers }: IncomingMessage): Record<string, number> {
  const entries = String(headers['server-timing'] ?? '').split(', ')
  return Object.fromEntries(entries.map((entry) => [entry.split(';')[0], Number(entry.split('=')[1])]))
}

/** Where TLS ends. It passes each request on to nginx, over connections that it keeps. */
async function openEdge(certificate: Certificate, balancerUrl: string) {
  const agent = new Agent({ keepAlive: true })
  const edge = createServer(certificate, async ({ url }, response) => {
    const beganMs = performance.now()
    const answer = await ask(`${balancerUrl}${url}`, agent)
    const spent = parseTiming(answer.response)
    response.setHeader('server-timing', renderTiming({ ...spent, edge: performance.now() - beganMs }))
    response.end(answer.body)
  })
  edge.listen(0, '127.0.0.1')
  await once(edge, 'listening')
  const close = () => {
    agent.destroy()
    edge.close()
  }
  return { port: (edge.address() as AddressInfo).port, close }
}

async function ask(url: string, agent: Agent): Promise<{ response: IncomingMessage; body: string }> {
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage]
  return { response, body: await text(response) }
}

// #region visit
/** A visitor who has never been here: looks up the name, connects, agrees on keys, and asks twice. */
async function visit({ cert }: Certificate, nameServerPort: number, edgePort: number): Promise<[Times, Times]> {
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${nameServerPort}`])
  const [[address], dns] = await timed(() => resolver.resolve4(name))
  const [socket, tcp] = await timed(() => connected(connect(edgePort, address), 'connect'))
  const [secure, tls] = await timed(() =>
    connected(connectTls({ socket, servername: name, ca: cert }), 'secureConnect'),
  )
  const agent = new Agent({ keepAlive: true })
  agent.createConnection = () => secure
  const first = await askForPrices(agent)
  const second = await askForPrices(agent)
  agent.destroy()
  return [
    { ...first, dns, tcp, tls },
    { ...second, dns: 0, tcp: 0, tls: 0 },
  ]
}
// #endregion

async function connected<Kind extends Socket>(socket: Kind, event: string): Promise<Kind> {
  await once(socket, event)
  return socket
}

async function askForPrices(agent: Agent) {
  const [{ response }, whole] = await timed(() => ask(`http://${name}/prices`, agent))
  const { cache = 0, database = 0, service = 0, edge = 0 } = parseTiming(response)
  return { edge: whole - edge, balancer: edge - service, service: service - cache - database, cache, database }
}

/** Of each hop the time that one visitor in four stays below: on a busy machine the others measure who else is at work. */
function summarise(all: readonly Times[]): Times & { readonly whole: number } {
  const quarter = (hop: keyof Times) => all.map((times) => times[hop]).toSorted((a, b) => a - b)[all.length >> 2] ?? 0
  const times = Object.fromEntries(hops.map(([hop]) => [hop, quarter(hop)])) as Times
  return { ...times, whole: Object.values(times).reduce((sum, ms) => sum + ms, 0) }
}

export default demo({
  title: `${visitors} visitors, who each ask for the same page twice`,
  services: { postgres: 1, redis: 1, nginx: 1 },
  run: async (context) => {
    const { postgres, redis, nginx } = context
    await postgres.query(
      'CREATE TABLE prices AS SELECT n AS product, n * 100 AS cents FROM generate_series(1, 20000) n',
    )
    const service = await openService(context)
    await nginx.start(balancer, { apps: { 'app-1:8080': service } })
    const certificate = createCertificate()
    const [nameServer, edge] = [await openNameServer(), await openEdge(certificate, nginx.url)]
    const visits: [Times, Times][] = []
    for (let nth = 0; nth <= visitors; nth += 1) {
      await redis.evictAll()
      const times = await visit(certificate, nameServer.address().port, edge.port)
      // The first visit also starts what is started once.
      if (nth > 0) visits.push(times)
    }
    nameServer.close()
    edge.close()
    const [first, second] = [summarise(visits.map(([one]) => one)), summarise(visits.map(([, other]) => other))]
    const rows = hops.map(([hop, text, wrong]) => [text, first[hop].toFixed(2), second[hop].toFixed(2), wrong])
    rows.push(['whole request', first.whole.toFixed(2), second.whole.toFixed(2), ''])
    const { dns, tcp, tls, database, whole } = first
    return {
      columns: ['hop', 'first, ms', 'second, ms', 'what it can do wrong'],
      rows,
      measured: { dns, tcp, tls, database, first: whole, second: second.whole },
    }
  },
  claims: [
    {
      sentence: 'The second request, on the connection of the first and with a warm cache, takes at most half as long',
      holds: ({ first = 0, second = 1 }) => second <= first / 2,
    },
    {
      sentence: 'Without distance, agreeing on keys takes longer than finding and reaching the server',
      holds: ({ dns = 0, tcp = 0, tls = 0 }) => tls > dns + tcp,
    },
  ],
})
