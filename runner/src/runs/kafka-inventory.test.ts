import { randomUUID } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'
import { expect, test } from 'vitest'
import { whyNot } from '../../test/services/temporary-home.ts'
import { discardKept } from '../services/discard-kept.ts'
import { leaseKafka } from '../services/lease-kafka.ts'
import { serviceStatus } from '../services/service-status.ts'
import { lookIntoKafka } from './kafka-inventory.ts'

const reason = await whyNot('docker', ['kafka'])

async function look() {
  const status = await serviceStatus()
  return lookIntoKafka(status ?? expect.unreachable())
}

test.skipIf(reason)(
  'a topic is told from what is lent, and from what a failed run left for a person',
  { timeout: 60_000 },
  async () => {
    const lease = await leaseKafka()
    const [own, label] = [`orders-${randomUUID()}`, `kata-${randomUUID()}`]
    const lent = `${lease.prefix}orders`
    const admin = new Kafka({ brokers: [...lease.brokers], logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    await admin.createTopics({ topics: [{ topic: own }, { topic: lent }] })
    const before = await look()
    await lease.keepForInspection(label)
    const after = await look()
    await admin.deleteTopics({ topics: [own] })
    await admin.disconnect()
    await discardKept(label)
    expect(before.made).toContain(`Kafka topic ${own}`)
    expect(before.lent).toContain(`Kafka topic ${lent}`)
    expect(after.lent).not.toContain(`Kafka topic ${lent}`)
  },
)
