import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll } from 'vitest'
import { dockerKafka } from '../../src/services/docker/docker-kafka.ts'
import type { WarmServer } from '../../src/services/provider.ts'
import { useTemporaryHome } from './temporary-home.ts'

/** A Kafka that belongs to the user of the course. */
export interface UsersKafka {
  /** As the user would give it. */
  readonly address: string
  readonly port: number
  createTopics(...names: string[]): Promise<void>
}

/** For tests: the user's own Kafka, which no keeper knows, and then a data folder of this test file alone. */
export function useUsersKafka(): UsersKafka {
  const home = mkdtempSync(join(tmpdir(), 'kata-users-'))
  let server: WarmServer | undefined
  let address = ''
  beforeAll(async () => {
    chmodSync(home, 0o711)
    process.env['KATA_HOME'] = home
    server = await dockerKafka.start({ settings: {}, count: 1, pull: false, onProgress: () => undefined })
    address = `127.0.0.1:${server.record.service.port}`
  }, 120_000)
  afterAll(async () => {
    process.env['KATA_HOME'] = home
    await server?.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })
  // Its hooks end first, so what the keeper does at its end still finds the server.
  useTemporaryHome()
  return {
    get address() {
      return address
    },
    get port() {
      return server?.record.service.port ?? 0
    },
    createTopics: async (...names) => {
      const kafka = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 20 } })
      const admin = kafka.admin()
      await admin.connect()
      await admin.createTopics({ topics: names.map((topic) => ({ topic })) }).finally(() => admin.disconnect())
    },
  }
}
