import { FieldReader } from '../../../services/kafka/wire-format.ts'

/** Whether the answer to a fetch brings anything: messages, or marks of transactions. */
export function hasRecords(version: number, answer: Buffer): boolean {
  const fields = new FieldReader(answer.subarray(8))
  let isEmpty = true
  fields.int32()
  if (version >= 7) fields.skip(6)
  fields.array(() => {
    fields.string()
    fields.array(() => {
      if (readSize(fields, version) > 0) isEmpty = false
    })
  })
  return !isEmpty
}

/** The size of one partition's records. */
function readSize(fields: FieldReader, version: number): number {
  const [partitionAndError, twoOffsets, oneOffset, replica, aborted] = [6, 16, 8, 4, 16]
  fields.skip(partitionAndError + twoOffsets)
  if (version >= 5) fields.skip(oneOffset)
  fields.array(() => fields.skip(aborted))
  if (version >= 11) fields.skip(replica)
  const size = Math.max(0, fields.int32())
  fields.skip(size)
  return size
}
