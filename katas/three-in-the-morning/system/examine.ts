import { setTimeout as delay } from 'node:timers/promises'
import { addressOf, countOrders, countRowsRead, endSessions, ordersAfter, readLastOrders } from './database.ts'
import { isAbout } from './is-about.ts'
import { ordersArePlaced, type Placed } from './place-orders.ts'
import type { Shop } from './shop-system.ts'
import { isHealthy, readMetrics } from './watch.ts'

/** Customers come at once, none of them in the cache: so many for each connection that somebody waits if one is slow. */
const visitsPerConnection = 20
const fewestVisits = 80
const mostVisits = 1_200
const firstVisitor = 500
const healthChecksPerServer = 5
const parcels = 40
/** Enough to say what the worker reads for one. */
const parcelsMeasured = 3
/** Only to end at some time; a worker that gets somewhere needs far less. */
const patienceMs = 40_000
const mostRowsPerLookup = 1_000

export interface Examination extends Visits, Parcels {
  readonly ordersLost: number
  /** Only when everybody was shown their orders before. */
  readonly placed?: Placed
}

interface Visits {
  readonly visits: number
  /** How many of them were shown their own last orders. */
  readonly shown: number
  /** By status, the rest. */
  readonly failures: Readonly<Record<string, number>>
  /** Calls, health checks included, that waited for a connection of the pool in vain. */
  readonly refused: number
  readonly healthChecks: number
  readonly healthFailures: number
  readonly rowsPerVisit: number
}

interface Parcels {
  readonly parcels: number
  /** How many are left, or -1 when the worker took none. */
  readonly parcelsLeft: number
  readonly rowsPerParcel: number
  /** Customers whose parcel was taken and whose points were not written. */
  readonly pointsMissing: number
}

/** The night once more in small: everything restarts, the cache is empty, and then everybody comes. */
export async function examine(shop: Shop): Promise<Examination & Record<string, unknown>> {
  const { postgres, visitors, warehouse, worker } = shop
  await Promise.all([visitors.pause(), warehouse.pause()])
  try {
    await worker.kill()
    const seen = await everybodyComes(shop)
    const done = await parcelsLeave(shop)
    // These two last: what a session has read enters the statistics up to a second later.
    const placed = seen.shown === seen.visits ? { placed: await ordersArePlaced(shop) } : {}
    const ordersLost = Math.max(0, ordersAfter - (await countOrders(postgres)))
    return { ...seen, ...placed, ...done, ordersLost }
  } finally {
    await worker.restart()
    visitors.resume()
    warehouse.resume()
  }
}

async function everybodyComes(shop: Shop): Promise<Visits> {
  const { postgres, redis } = shop
  await restartServers(shop)
  await redis.flushall()
  const connections = sum((await readMetrics(shop.ports())).map((metrics) => metrics?.size ?? 0))
  const visits = Math.min(mostVisits, Math.max(fewestVisits, visitsPerConnection * connections))
  const customers = Array.from({ length: visits }, (_, nth) => firstVisitor + nth)
  const expected = await readLastOrders(postgres, customers)
  const rowsBefore = await countRowsRead(postgres)
  const failures: Record<string, number> = {}
  const visiting = customers.map(async (customer) => {
    const { status, body } = await shop.visit(`/orders/${addressOf(customer)}`)
    const outcome = status === '200' && !isAbout(body, expected.get(customer)) ? 'wrong orders' : status
    if (outcome !== '200') failures[outcome] = (failures[outcome] ?? 0) + 1
  })
  const checks = shop.ports().flatMap((port) => Array.from({ length: healthChecksPerServer }, () => isHealthy(port)))
  await Promise.all(visiting)
  const health = await Promise.all(checks)
  const refused = sum((await readMetrics(shop.ports())).map((metrics) => metrics?.refused ?? 0))
  const running = shop.servers.filter(({ isRunning }) => isRunning)
  await Promise.all(running.map((server) => server.kill()))
  await endSessions(postgres)
  const rows = (await countRowsRead(postgres)) - rowsBefore
  await Promise.all(running.map((server) => server.restart()))
  const shown = visits - sum(Object.values(failures))
  return {
    ...{ visits, shown, failures, refused },
    healthChecks: health.length,
    healthFailures: health.filter((isWell) => !isWell).length,
    rowsPerVisit: Math.round(rows / Math.max(1, shown + (failures['wrong orders'] ?? 0))),
  }
}

async function parcelsLeave(shop: Shop): Promise<Parcels> {
  const { postgres, worker, watch } = shop
  const customers = Array.from({ length: parcels }, (_, nth) => 2_000 + nth)
  const addresses = customers.map(addressOf)
  await postgres.query('DELETE FROM points WHERE address = ANY ($1)', [addresses])
  for (const address of addresses) await shop.send(address)
  const lagBefore = await watch.readLag()
  await worker.restart()
  const rowsBefore = await countRowsRead(postgres)
  const wanted = Math.min(parcelsMeasured, lagBefore)
  await until(async () => (await watch.readLag()) <= lagBefore - wanted)
  await worker.kill()
  await endSessions(postgres)
  const taken = lagBefore - (await watch.readLag())
  if (taken === 0) return { parcels, parcelsLeft: -1, rowsPerParcel: 0, pointsMissing: parcels }
  const rowsPerParcel = Math.round(((await countRowsRead(postgres)) - rowsBefore) / taken)
  await worker.restart()
  if (rowsPerParcel <= mostRowsPerLookup) await until(async () => (await watch.readLag()) === 0)
  const parcelsLeft = await watch.readLag()
  const { rows } = await postgres.query('SELECT count(*)::int AS written FROM points WHERE address = ANY ($1)', [
    addresses,
  ])
  return { parcels, parcelsLeft, rowsPerParcel, pointsMissing: parcelsLeft > 0 ? 0 : parcels - rows[0].written }
}

/** Resolves when each of them has reached its database and nginx hands requests to them again, or after a while. */
async function restartServers({ servers, ports, visit }: Shop): Promise<void> {
  await Promise.all(servers.filter(({ isRunning }) => isRunning).map((server) => server.restart()))
  await Promise.all(ports().map((port) => isHealthy(port)))
  let answered = 0
  await until(async () => {
    answered = (await visit('/health')).status === '200' ? answered + 1 : 0
    return answered >= 10
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patienceMs
  while (performance.now() < end && !(await isSo())) await delay(50)
}
