import { isKafkaAlive } from '../kafka/kafka-requests.ts'
import { deleteNames, ownNamePrefix } from '../kafka/own-names.ts'
import type { ServerRecord, WarmServer } from '../provider.ts'
import { examineKafka } from './examine-kafka.ts'
import { externalService, readNoLog } from './external-service.ts'
import { parseKafkaAddress } from './kafka-address.ts'

/** A Kafka that the user runs: each run gets names of its own on it, and its topics and groups are deleted again. */
export const externalKafka = externalService('kafka', {
  examine: async (text) => {
    const { host, port } = parseKafkaAddress(text)
    return { host, port, password: '', shown: text, ...(await examineKafka(port)) }
  },
  open: openExternalKafka,
})

function openExternalKafka(record: ServerRecord): WarmServer {
  const { port } = record.service
  return {
    record,
    isAlive: () => isKafkaAlive(port),
    stop: async () => void (await deleteNames(port, (name) => name.startsWith(ownNamePrefix()))),
    readLog: readNoLog,
  }
}
