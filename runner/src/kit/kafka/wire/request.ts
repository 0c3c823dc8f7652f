import { FieldReader } from '../../../services/kafka/wire-format.ts'

/** What a request asks for, by its number in Kafka's protocol. */
export const apis = {
  produce: 0,
  fetch: 1,
  offsetCommit: 8,
  joinGroup: 11,
  heartbeat: 12,
  createTopics: 19,
  deleteTopics: 20,
  deleteRecords: 21,
  initProducerId: 22,
  addPartitionsToTxn: 24,
  addOffsetsToTxn: 25,
  endTxn: 26,
  txnOffsetCommit: 28,
  createPartitions: 37,
  deleteGroups: 42,
} as const

/** One request of a client, as it goes over the wire. */
export interface ClientRequest {
  readonly api: number
  readonly version: number
  /** By which its answer is found. */
  readonly correlationId: number
  /** With the size before it. */
  readonly bytes: Buffer
  /** The fields after the header, from the first. */
  readonly body: () => FieldReader
}

/** The size, the request's number, its version and the number of its answer. */
const fixedHeaderBytes = 12

export function parseRequest(bytes: Buffer): ClientRequest {
  const clientIdBytes = Math.max(0, bytes.readInt16BE(fixedHeaderBytes))
  return {
    api: bytes.readInt16BE(4),
    version: bytes.readInt16BE(6),
    correlationId: bytes.readInt32BE(8),
    bytes,
    body: () => new FieldReader(bytes.subarray(fixedHeaderBytes + 2 + clientIdBytes)),
  }
}

/** The number of the request that an answer is for. */
export function correlationIdOf(answer: Buffer): number {
  return answer.readInt32BE(4)
}

/** Whether the broker answers at all: a producer may ask it not to. */
export function expectsAnswer(request: ClientRequest): boolean {
  if (request.api !== apis.produce || request.version < 3) return true
  const body = request.body()
  body.string()
  return body.int16() !== 0
}
