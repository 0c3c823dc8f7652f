import { createServer } from 'node:net'
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { startRewritingProxy } from '../../../test/services/rewriting-proxy.ts'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { useUsersKafka } from '../../../test/services/users-kafka.ts'
import { ensureServices } from '../ensure-services.ts'
import { listTopics } from '../kafka/kafka-requests.ts'
import { leaseKafka } from '../lease-kafka.ts'
import { serviceStatus } from '../service-status.ts'
import { stopServices } from '../stop-services.ts'

const needs = { kafka: 1 }
const reason = await whyNot('docker', ['kafka'])

describe.skipIf(reason)(
  `a Kafka that the user runs${reason ? ` (skipped: ${reason})` : ''}`,
  { timeout: 60_000 },
  () => {
    const users = useUsersKafka()

    beforeAll(() => users.createTopics('orders', 'kata-of-my-own'))
    beforeEach(() => {
      process.env['KATA_KAFKA_BROKERS'] = users.address
    })
    afterEach(async () => {
      await stopServices()
      delete process.env['KATA_KAFKA_BROKERS']
    })

    const topics = async () => ((await listTopics(users.port)) ?? []).toSorted()
    const own = ['kata-of-my-own', 'orders']

    test('lends names, deletes what was made under them, and nothing else', async () => {
      const lease = await leaseKafka()
      expect(lease).toMatchObject({ provider: 'external', brokers: [users.address], version: '4.1+' })
      await users.createTopics(`${lease.prefix}orders`)
      expect(await topics()).toContain(`${lease.prefix}orders`)
      await lease[Symbol.asyncDispose]()
      await expect.poll(topics, { timeout: 10_000 }).toEqual(own)
    })

    test('is cleared of what a killed keeper left, by the next one or by `kata services stop`', async () => {
      for (const clear of [() => ensureServices(needs, { pull: false }), () => stopServices()]) {
        const lease = await leaseKafka()
        await users.createTopics(`${lease.prefix}orders`)
        process.kill((await serviceStatus())?.processId ?? 0, 'SIGKILL')
        await expect.poll(serviceStatus).toBeUndefined()
        await clear()
        await expect.poll(topics, { timeout: 10_000 }).toEqual(own)
      }
    })

    /** What `int32` puts on the wire. */
    const int32 = (value: number) => Buffer.of(value >>> 24, value >>> 16, value >>> 8, value).toString('latin1')
    const proxied = async (rewrites: Readonly<Record<string, string>>, port?: (port: number) => number) => {
      const url = await startRewritingProxy(`http://${users.address}`, (own) => ({
        ...rewrites,
        [int32(users.port)]: int32(port?.(own) ?? own),
      }))
      return new URL(url).host
    }

    const refused: readonly (readonly [what: string, address: () => string | Promise<string>, message: RegExp])[] = [
      ['a port where nothing listens', () => '127.0.0.1:1', /No Kafka answers at 127\.0\.0\.1:1/],
      ['several brokers', () => '127.0.0.1:9092,127.0.0.1:9093', /names 2 brokers; katas need a cluster of one/],
      ['a broker elsewhere', () => 'kafka.example:9092', /names a broker on kafka\.example/],
      ['no address', () => 'kafka', /is not of the form host:port/],
      [
        'an advertised listener that leads elsewhere',
        () => proxied({}, () => 9999),
        /sends its clients on to 127\.0\.0\.1:9999, which is another place/,
      ],
      [
        'a setting that is too slow for tests',
        () => proxied({ '\0\x03100': '\0\x03600' }),
        /has group\.min\.session\.timeout\.ms=600; katas need at most 100/,
      ],
      [
        'too old a version',
        () => proxied({ '\0\0\0\0\0\x0d\0\x01': '\0\0\0\0\0\x0c\0\x01' }),
        /is older than 4\.1, the oldest on which katas are tried/,
      ],
    ]
    test.each(refused)('%s is one clear error with the way out', async (_, address, message) => {
      process.env['KATA_KAFKA_BROKERS'] = await address()
      await expect(ensureServices(needs, { pull: true })).rejects.toMatchObject({
        code: 'EXTERNAL_SERVER_NOT_USABLE',
        exitCode: 3,
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/nset KATA_KAFKA_BROKERS: then the runner starts a server of its own\.$/),
      })
    })

    test('a server that is no Kafka is not waited for without end', async () => {
      const server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => void server.close())
      const address = server.address()
      process.env['KATA_KAFKA_BROKERS'] = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
      await expect(ensureServices(needs, { pull: true })).rejects.toMatchObject({ code: 'EXTERNAL_SERVER_NOT_USABLE' })
    })
  },
)
