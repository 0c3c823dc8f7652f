import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type Admin, Kafka, logLevel } from 'kafkajs'
import { describe, expect, test } from 'vitest'
import { makeFakeJava } from '../../../test/services/fake-java.ts'
import { useTemporaryHome, whyNot } from '../../../test/services/temporary-home.ts'
import { exitCodes } from '../../errors.ts'
import { ensureServices } from '../ensure-services.ts'
import { findShellTarget } from '../find-shell-target.ts'
import { listGroups, listTopics } from '../kafka/kafka-requests.ts'
import type { KafkaLease } from '../lease.ts'
import { leaseKafka } from '../lease-kafka.ts'
import { serviceStatus } from '../service-status.ts'

const needs = { kafka: 1 }

type Address = Pick<KafkaLease, 'brokers'>

function clientOf({ brokers }: Address): Kafka {
  return new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 20 } })
}

async function withAdmin<T>(address: Address, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = clientOf(address).admin()
  await admin.connect()
  return work(admin).finally(() => admin.disconnect())
}

/** Makes a topic, and a group that has committed an offset there. */
async function makeThings(lease: Address, topic: string, groupId: string): Promise<void> {
  await withAdmin(lease, (admin) => admin.createTopics({ topics: [{ topic }] }))
  const consumer = clientOf(lease).consumer({ groupId, maxWaitTimeInMs: 20 })
  await consumer.connect()
  await consumer.subscribe({ topic })
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()))
  await consumer.run({ eachMessage: async () => undefined })
  await joined
  await consumer.disconnect()
}

async function killKeeper(): Promise<void> {
  process.kill((await serviceStatus())?.processId ?? 0, 'SIGKILL')
  await expect.poll(serviceStatus).toBeUndefined()
}

const reason = await whyNot('docker', ['kafka', 'redis'])
describe.skipIf(reason)(`Kafka by docker${reason ? ` (skipped: ${reason})` : ''}`, { timeout: 120_000 }, () => {
  useTemporaryHome()

  test('it starts, says which version it is, and leads clients to itself by the address they were given', async () => {
    const [service] = await ensureServices(needs, { pull: false })
    expect(service).toMatchObject({ name: 'kafka', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
    await using lease = await leaseKafka()
    const { brokers } = await withAdmin(lease, (admin) => admin.describeCluster())
    expect(brokers.map(({ host, port }) => `${host}:${port}`)).toEqual(lease.brokers)
  })

  test('a transaction can be committed, at once', async () => {
    await using lease = await leaseKafka()
    const topic = `${lease.prefix}orders`
    await withAdmin(lease, (admin) => admin.createTopics({ topics: [{ topic }], waitForLeaders: true }))
    const options = { transactionalId: `${lease.prefix}worker`, idempotent: true, maxInFlightRequests: 1 }
    const producer = clientOf(lease).producer(options)
    await producer.connect()
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: [{ value: 'paid' }] })
    await transaction.commit()
    await producer.disconnect()
    // The message and the mark of the commit, which the broker writes after it has answered.
    await expect.poll(() => withAdmin(lease, (admin) => admin.fetchTopicOffsets(topic))).toMatchObject([{ high: '2' }])
  })

  test('what begins with the prefix of a lease is deleted when it ends, and nothing else', async () => {
    const [lease, other] = [await leaseKafka(), await leaseKafka()]
    await makeThings(lease, `${lease.prefix}orders`, `${lease.prefix}billing`)
    await makeThings(other, `${other.prefix}orders`, `${other.prefix}billing`)
    await lease[Symbol.asyncDispose]()
    await expect.poll(() => listTopics(other.port)).toEqual([`${other.prefix}orders`])
    await expect.poll(() => listGroups(other.port)).toEqual([`${other.prefix}billing`])
    await other[Symbol.asyncDispose]()
    await expect.poll(() => listTopics(other.port)).toEqual([])
  })

  test('a client that is killed leaves no topic behind', async () => {
    await using own = await leaseKafka()
    const code = `
      const { leaseKafka } = await import(new URL('../lease-kafka.ts', ${JSON.stringify(import.meta.url)}))
      console.log((await leaseKafka()).prefix)
      setInterval(() => {}, 1000)`
    const client = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [prefix] = await once(createInterface(client.stdout), 'line')
    await withAdmin(own, (admin) => admin.createTopics({ topics: [{ topic: `${prefix}orders` }] }))
    client.kill('SIGKILL')
    await expect.poll(() => listTopics(own.port)).toEqual([])
  })

  test('after kill -9 of the keeper the next one takes the broker over, with what was kept and nothing else', async () => {
    const kept = await leaseKafka()
    await makeThings(kept, `${kept.prefix}orders`, `${kept.prefix}billing`)
    await kept.keepForInspection('some-kata')
    const lost = await leaseKafka()
    await makeThings(lost, `${lost.prefix}orders`, `${lost.prefix}billing`)
    const before = (await serviceStatus())?.services
    await killKeeper()
    await expect(lost.assertAlive()).rejects.toMatchObject({ code: 'SERVICE_LOST' })
    expect(await ensureServices(needs, { pull: false })).toEqual(before)
    expect(await listTopics(kept.port)).toEqual([`${kept.prefix}orders`])
    expect(await listGroups(kept.port)).toEqual([`${kept.prefix}billing`])
    expect(await findShellTarget('kafka')).toMatchObject({ label: 'some-kata', topicPrefix: kept.prefix })
  })

  test('a broker that is killed is lost, and the next command starts another', async () => {
    const lease = await leaseKafka()
    const before = (await serviceStatus())?.services[0]
    execFileSync('docker', ['rm', '-f', before?.containerId ?? ''], { stdio: 'ignore' })
    await expect(lease.assertAlive()).rejects.toMatchObject({ code: 'SERVICE_LOST' })
    const [after] = await ensureServices(needs, { pull: false })
    expect(after?.containerId).not.toBe(before?.containerId)
    await using fresh = await leaseKafka()
    await fresh.assertAlive()
  })

  test('an image that can not run Kafka is one clear error, with its last words', async () => {
    using fake = makeFakeJava('echo no Kafka here; exit 1')
    process.env['KATA_KAFKA_IMAGE'] = fake.image
    const started = ensureServices(needs, { pull: false }).finally(() => delete process.env['KATA_KAFKA_IMAGE'])
    await expect(started).rejects.toMatchObject({
      code: 'SERVICE_NOT_AVAILABLE',
      exitCode: exitCodes.machineNotReady,
      message: expect.stringMatching(
        /^No way to run kafka worked\..*docker: a container of .* ended while it started\..*last words:.*no Kafka here/s,
      ),
    })
  })
})
