import { connect } from 'node:net'
import { FieldReader, FieldWriter } from './wire-format.ts'

/** One request to a broker, by its number in Kafka's protocol. */
export interface KafkaRequest {
  readonly key: number
  readonly version: number
  readonly body?: FieldWriter
}

/**
 * Sends one request to the broker on this port of loopback, and gives back the answer's fields, or undefined when it
 * does not answer in time. Enough for health checks and for cleaning up, without loading a client into the keeper.
 */
export function askKafka(port: number, request: KafkaRequest, withinMs = 10_000): Promise<FieldReader | undefined> {
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0)
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(frame(request)))
    socket.setTimeout(withinMs, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      if (received.length < 8 || received.length < 4 + received.readInt32BE(0)) return
      // After the size comes the number by which an answer is matched to its request.
      resolve(new FieldReader(received.subarray(8)))
      socket.destroy()
    })
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(undefined))
  })
}

function frame({ key, version, body }: KafkaRequest): Buffer {
  const correlationId = 1
  const header = new FieldWriter().int16(key).int16(version).int32(correlationId).string('loadbearing').bytes
  const message = Buffer.concat([header, body?.bytes ?? Buffer.alloc(0)])
  return Buffer.concat([new FieldWriter().int32(message.length).bytes, message])
}
