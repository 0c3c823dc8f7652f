import type { FieldReader } from '../../../services/kafka/wire-format.ts'
import { apis, type ClientRequest } from './request.ts'

/** What a client can change at the broker. */
export type StepKind =
  | 'send'
  | 'commit offsets'
  | 'take over as producer'
  | 'add to transaction'
  | 'commit offsets in transaction'
  | 'commit transaction'
  | 'abort transaction'
  | 'administrate'

/** A request that changes something, as it is told to a person. */
export interface Step {
  readonly kind: StepKind
  /** What the worker does: `sends to orders`, `commits offset 2 of orders`. */
  readonly name: string
}

type Reader = (body: FieldReader, version: number) => Step | undefined

/** In the versions that kafkajs speaks. */
const readers: Readonly<Record<number, Reader>> = {
  [apis.produce]: (body) => {
    body.string()
    body.int16()
    body.int32()
    return { kind: 'send', name: `sends to ${body.array(() => readProduced(body)).join(', ')}` }
  },
  [apis.offsetCommit]: (body, version) => {
    body.string()
    body.int32()
    body.string()
    if (version < 5) body.int64()
    return { kind: 'commit offsets', name: `commits ${readOffsets(body)}` }
  },
  [apis.initProducerId]: (body) => {
    const name = body.string()
    // Without a name of its own a producer only gets a number, which changes nothing for anybody.
    return name === '' ? undefined : { kind: 'take over as producer', name: `takes over as producer ${name}` }
  },
  [apis.addPartitionsToTxn]: (body) => {
    skipProducer(body)
    const topics = body.array(() => readTopic(body)).join(', ')
    return { kind: 'add to transaction', name: `adds ${topics} to its transaction` }
  },
  [apis.addOffsetsToTxn]: (body) => {
    skipProducer(body)
    return { kind: 'add to transaction', name: `adds offsets of ${body.string()} to its transaction` }
  },
  [apis.txnOffsetCommit]: (body) => {
    body.string()
    skipProducer(body)
    return { kind: 'commit offsets in transaction', name: `commits ${readOffsets(body)} in its transaction` }
  },
  [apis.endTxn]: (body) => {
    skipProducer(body)
    return body.int8() === 1
      ? { kind: 'commit transaction', name: 'commits its transaction' }
      : { kind: 'abort transaction', name: 'aborts its transaction' }
  },
  [apis.createTopics]: () => ({ kind: 'administrate', name: 'creates topics' }),
  [apis.deleteTopics]: () => ({ kind: 'administrate', name: 'deletes topics' }),
  [apis.deleteRecords]: () => ({ kind: 'administrate', name: 'deletes records' }),
  [apis.createPartitions]: () => ({ kind: 'administrate', name: 'creates partitions' }),
  [apis.deleteGroups]: () => ({ kind: 'administrate', name: 'deletes groups' }),
}

/** What a request changes at the broker; undefined when it only asks. */
export function parseStep(request: ClientRequest): Step | undefined {
  return readers[request.api]?.(request.body(), request.version)
}

/** Its name, or that of its group, its number and its epoch. */
function skipProducer(body: FieldReader): void {
  body.string()
  body.int64()
  body.int16()
}

function readProduced(body: FieldReader): string {
  const topic = body.string()
  body.array(() => {
    body.int32()
    body.skip(Math.max(0, body.int32()))
  })
  return topic
}

function readTopic(body: FieldReader): string {
  const topic = body.string()
  body.array(() => body.int32())
  return topic
}

function readOffsets(body: FieldReader): string {
  const offsets = body.array(() => {
    const topic = body.string()
    return body.array(() => {
      const partition = body.int32()
      const offset = body.int64()
      body.string()
      return `offset ${offset} of ${topic}${partition === 0 ? '' : `, partition ${partition}`}`
    })
  })
  return offsets.flat().join(', ')
}
