import { Kafka, logLevel } from 'kafkajs'
import pg from 'pg'
import { findOrders } from './find-orders.ts'

// Each parcel that leaves the warehouse is an event; the worker works out what its customer has earned in points.
const { DATABASE_URL = '', KAFKA_BROKERS = '', TOPIC = '', GROUP = '' } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL, application_name: 'worker', max: 1 })
pool.on('error', (error) => console.error(`worker: ${error.message}`))

const kafka = new Kafka({ brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.ERROR })
const consumer = kafka.consumer({
  groupId: GROUP,
  sessionTimeout: 6_000,
  heartbeatInterval: 1_000,
  maxWaitTimeInMs: 100,
})
await consumer.connect()
await consumer.subscribe({ topic: TOPIC, fromBeginning: true })
await consumer.run({
  autoCommitInterval: 200,
  eachMessage: async ({ message, heartbeat }) => {
    const address = message.value?.toString() ?? ''
    const orders = await findOrders(pool, address)
    const points = orders.reduce((sum, order) => sum + Math.floor(order.total_cents / 100), 0)
    await pool.query(
      `INSERT INTO points (address, points) VALUES ($1, $2)
       ON CONFLICT (address) DO UPDATE SET points = EXCLUDED.points`,
      [address, points],
    )
    await heartbeat()
  },
})
process.on('SIGTERM', async () => {
  await consumer.disconnect()
  process.exit(0)
})
