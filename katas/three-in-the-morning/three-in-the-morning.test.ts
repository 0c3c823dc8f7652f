import { expect, test } from 'loadbearing/kit'

/** What system/examine.ts measures: the night once more in small. */
interface Examination extends Record<string, unknown> {
  readonly visits: number
  readonly shown: number
  readonly failures: Readonly<Record<string, number>>
  readonly refused: number
  readonly healthChecks: number
  readonly healthFailures: number
  readonly rowsPerVisit: number
  readonly parcels: number
  readonly parcelsLeft: number
  readonly rowsPerParcel: number
  readonly pointsMissing: number
  readonly ordersLost: number
  readonly placed?: { readonly refusal?: string; readonly ordersPlaced: number; readonly ordersShown: number }
}

const again = 'Everything was restarted, the cache was emptied, and everybody came at once.'

test('From a restart with an empty cache, every visitor gets an answer', async ({ drill, evidence }) => {
  const { visits, shown, failures, refused, ordersLost } = await drill.examine<Examination>()
  evidence.count('visitors who were shown their orders', shown, { expected: visits })
  for (const [outcome, count] of Object.entries(failures)) evidence.count(`visitors who got ${outcome}`, count)
  evidence.count('calls that waited for a connection in vain', refused, { expected: 0 })
  expect(ordersLost, 'Orders are missing from the table. The customers had placed them.').toBe(0)
  expect(refused, `The pool is full again. ${again} Some of them waited for a connection in vain.`).toBe(0)
  expect(failures['wrong orders'] ?? 0, 'Some customers were shown other orders than their last twenty.').toBe(0)
  expect(shown, `The errors are back. ${again} Some of them got no answer from any server.`).toBe(visits)
})

test('Servers pass their health checks while everybody comes', async ({ drill, evidence }) => {
  const { healthChecks, healthFailures } = await drill.examine<Examination>()
  evidence.count('health checks that failed', healthFailures, { expected: 0 })
  expect(healthChecks, 'No server answers at all.').toBeGreaterThan(0)
  expect(healthFailures, `Health checks fail again. ${again} nginx takes such servers out.`).toBe(0)
})

test('The worker keeps up with the warehouse', async ({ drill, evidence }) => {
  const { parcels, parcelsLeft, rowsPerParcel, pointsMissing } = await drill.examine<Examination>()
  evidence.count('rows read for a parcel', rowsPerParcel, { expected: 100 })
  const many = 'The queue grows again. For each parcel the worker reads the whole table.'
  expect(parcelsLeft, `The queue grows again. Of ${parcels} parcels the worker took none.`).not.toBe(-1)
  expect(rowsPerParcel, many).toBeLessThan(1_000)
  expect(parcelsLeft, 'The queue grows again. The worker does not come to its end.').toBe(0)
  expect(pointsMissing, 'Parcels were taken from the queue, and their customers got no points.').toBe(0)
})

test('An order that is placed is shown to its customer within 10 seconds', async ({ drill, evidence }) => {
  const { placed } = await drill.examine<Examination>()
  const { refusal, ordersPlaced = 0, ordersShown = 0 } = placed ?? {}
  evidence.count('orders placed now that their customers were shown', ordersShown, { expected: ordersPlaced })
  const old =
    'Customers placed an order, all that was in the cache grew 10 seconds older, and they were shown the old list.'
  expect(placed, 'Nobody placed an order, since not everybody was shown the ones of before.').toBeDefined()
  expect(refusal, `A customer placed an order, and the database refused it: ${refusal}`).toBeUndefined()
  expect(ordersShown, old).toBe(ordersPlaced)
})

test('A lookup reads about as many rows as it returns, however large the table is', async ({ drill, evidence }) => {
  const { rowsPerVisit } = await drill.examine<Examination>()
  evidence.count('rows read for a visit', rowsPerVisit, { expected: 100 })
  const why = 'The cause is still there. To show a customer 20 orders, Postgres reads the whole table.'
  expect(rowsPerVisit, why).toBeLessThan(1_000)
})
