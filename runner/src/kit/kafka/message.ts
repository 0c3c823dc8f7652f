import type { IHeaders, Message } from 'kafkajs'

/** What a test sends: a text, or more of it. */
export type SentMessage =
  | string
  | {
      readonly value: string | null
      readonly key?: string
      readonly headers?: Readonly<Record<string, string>>
      /** Else the key decides, or chance. */
      readonly partition?: number
    }

/** What a test reads. */
export interface ReadMessage {
  readonly partition: number
  readonly offset: number
  /** Null when there is none, as in `value`: a null value marks a key as deleted. */
  readonly key: string | null
  readonly value: string | null
  readonly headers: Readonly<Record<string, string>>
}

export function toSend(message: SentMessage): Message {
  return typeof message === 'string' ? { value: message } : { ...message, headers: { ...message.headers } }
}

interface FetchedMessage {
  readonly offset: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers?: IHeaders
}

export function toRead(partition: number, { offset, key, value, headers = {} }: FetchedMessage): ReadMessage {
  const texts = Object.entries(headers).map(([name, header]) => [name, String(header)])
  return {
    partition,
    offset: Number(offset),
    key: key?.toString() ?? null,
    value: value?.toString() ?? null,
    headers: Object.fromEntries(texts),
  }
}
