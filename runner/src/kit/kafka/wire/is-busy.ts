import { FieldReader } from '../../../services/kafka/wire-format.ts'
import { apis } from './request.ts'

const concurrentTransactions = 51

/**
 * Whether the broker says that it is still ending the transaction before, and wants to be asked again in a moment. How
 * often is chance: a client's asking again is no step of its own.
 */
export function isBusy(api: number, answer: Buffer): boolean {
  return errorsOf(api, new FieldReader(answer.subarray(8))).includes(concurrentTransactions)
}

function errorsOf(api: number, answer: FieldReader): readonly number[] {
  const readThrottle = () => answer.int32()
  if (api === apis.initProducerId || api === apis.addOffsetsToTxn || api === apis.endTxn) {
    readThrottle()
    return [answer.int16()]
  }
  if (api !== apis.addPartitionsToTxn && api !== apis.txnOffsetCommit) return []
  readThrottle()
  const topics = answer.array(() => {
    answer.string()
    return answer.array(() => {
      answer.int32()
      return answer.int16()
    })
  })
  return topics.flat()
}
