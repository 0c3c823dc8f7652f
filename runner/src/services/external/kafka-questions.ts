import { askKafka } from '../kafka/ask-kafka.ts'
import { FieldWriter } from '../kafka/wire-format.ts'

/** What a broker knows of its cluster. */
export interface KafkaCluster {
  readonly brokers: readonly { readonly id: number; readonly address: string }[]
}

/** The highest version of each request that the broker understands, by its number; undefined when it does not answer. */
export async function askHighestVersions(port: number): Promise<ReadonlyMap<number, number> | undefined> {
  const answer = await askKafka(port, { key: 18, version: 0 })
  if (answer?.int16() !== 0) return undefined
  return new Map(
    answer.array(() => {
      const key = answer.int16()
      answer.int16()
      return [key, answer.int16()] as const
    }),
  )
}

export async function askCluster(port: number): Promise<KafkaCluster | undefined> {
  const answer = await askKafka(port, { key: 3, version: 1, body: new FieldWriter().int32(-1) })
  if (!answer) return undefined
  const brokers = answer.array(() => {
    const id = answer.int32()
    const address = `${answer.string()}:${answer.int32()}`
    answer.string()
    return { id, address }
  })
  return { brokers }
}

/** The broker's settings by name, as far as they are asked for; the error's words when it does not tell. */
export async function askSettings(
  port: number,
  brokerId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, string> | string> {
  const broker = 4
  const body = new FieldWriter().int32(1).int8(broker).string(`${brokerId}`).strings(names).int8(0)
  const answer = await askKafka(port, { key: 32, version: 1, body })
  if (!answer) return 'it does not answer'
  answer.int32()
  const [settings = 'it tells nothing'] = answer.array(() => {
    const code = answer.int16()
    const message = answer.string()
    answer.int8()
    answer.string()
    const values = answer.array(() => {
      const pair = [answer.string(), answer.string()] as const
      answer.skip(3)
      answer.array(() => [answer.string(), answer.string(), answer.int8()])
      return pair
    })
    return code === 0 ? new Map(values) : message || `error ${code}`
  })
  return settings
}

/** Whether a topic could be made: undefined when it could, else why not. Makes nothing. */
export async function askWhyNoTopic(port: number, name: string): Promise<string | undefined> {
  const body = new FieldWriter().int32(1).string(name).int32(1).int16(1).int32(0).int32(0).int32(5000).int8(1)
  const answer = await askKafka(port, { key: 19, version: 2, body })
  if (!answer) return 'it does not answer'
  answer.int32()
  const [refusal] = answer.array(() => {
    answer.string()
    const code = answer.int16()
    const message = answer.string()
    return code === 0 ? undefined : message || `error ${code}`
  })
  return refusal
}
