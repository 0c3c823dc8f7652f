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
  /** `send to orders`, `commit offsets orders-0 at 2`. */
  readonly name: string
}

type Reader = (body: FieldReader, version: number) => Step | undefined

/** In the versions that kafkajs speaks. */
const readers: Readonly<Record<number, Reader>> = {
  [apis.produce]: (body) => {
    body.string()
    body.int16()
    body.int32()
    return { kind: 'send', name: `send to ${body.array(() => readProduced(body)).join(', ')}` }
  },
  [apis.offsetCommit]: (body, version) => {
    body.string()
    body.int32()
    body.string()
    if (version < 5) body.int64()
    return { kind: 'commit offsets', name: `commit offsets ${readOffsets(body)}` }
  },
  [apis.initProducerId]: (body) => {
    const name = body.string()
    // Without a name of its own a producer only gets a number, which changes nothing for anybody.
    return name === '' ? undefined : { kind: 'take over as producer', name: `take over as producer ${name}` }
  },
  [apis.addPartitionsToTxn]: (body) => {
    skipProducer(body)
    const topics = body.array(() => readTopic(body)).join(', ')
    return { kind: 'add to transaction', name: `add to transaction: ${topics}` }
  },
  [apis.addOffsetsToTxn]: (body) => {
    skipProducer(body)
    return { kind: 'add to transaction', name: `add to transaction: offsets of ${body.string()}` }
  },
  [apis.txnOffsetCommit]: (body) => {
    body.string()
    skipProducer(body)
    return { kind: 'commit offsets in transaction', name: `commit offsets in transaction ${readOffsets(body)}` }
  },
  [apis.endTxn]: (body) => {
    skipProducer(body)
    const kind = body.int8() === 1 ? 'commit transaction' : 'abort transaction'
    return { kind, name: kind }
  },
  [apis.createTopics]: () => ({ kind: 'administrate', name: 'create topics' }),
  [apis.deleteTopics]: () => ({ kind: 'administrate', name: 'delete topics' }),
  [apis.deleteRecords]: () => ({ kind: 'administrate', name: 'delete records' }),
  [apis.createPartitions]: () => ({ kind: 'administrate', name: 'create partitions' }),
  [apis.deleteGroups]: () => ({ kind: 'administrate', name: 'delete groups' }),
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
      return `${topic}-${partition} at ${offset}`
    })
  })
  return offsets.flat().join(', ')
}
