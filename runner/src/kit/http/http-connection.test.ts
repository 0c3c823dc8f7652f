import { once } from 'node:events'
import { type AddressInfo, createServer, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { turns } from '../clock.ts'
import { watchAsyncWork } from '../origin/async-watch.ts'
import { HttpConnection } from './http-connection.ts'

/** A connection whose server reads nothing until it is told to. */
async function connect() {
  const watch = watchAsyncWork()
  const accepted = Promise.withResolvers<Socket>()
  const server = createServer({ pauseOnConnect: true }, (socket) => accepted.resolve(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = new Socket().connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(client, 'connect')
  const socket = await accepted.promise
  const end = () => {
    for (const one of [client, socket]) one.destroy()
    server.close()
    watch[Symbol.dispose]()
  }
  return { client, socket, connection: new HttpConnection(1, socket), [Symbol.dispose]: end }
}

test('a request is on its way until the server has read it', async () => {
  using made = await connect()
  expect(made.connection.isMoving).toBe(false)
  made.client.write('GET / HTTP/1.1\r\n\r\n')
  await turns(20)
  expect(made.connection.isMoving).toBe(true)
  made.socket.resume()
  await once(made.socket, 'data')
  expect(made.connection.isMoving).toBe(false)
})

test('an answer is on its way until the client has read it, or reads no more', async () => {
  using made = await connect()
  made.client.pause()
  made.socket.write('HTTP/1.1 204 No Content\r\n\r\n')
  expect(made.connection.isMoving).toBe(true)
  while (made.client.readableLength === 0) await turns(1)
  expect(made.connection.isMoving).toBe(false)
  // More than a paused socket buffers: then it stops reading, and the rest lies there.
  made.socket.write('x'.repeat(500_000))
  while (made.client.readableLength < made.client.readableHighWaterMark) await turns(1)
  expect([made.client.bytesRead < 500_000, made.connection.isMoving]).toEqual([true, false])
})

test('a client that hung up is on its way until the server knows it', async () => {
  using made = await connect()
  made.client.destroy()
  await turns(20)
  expect(made.connection.isMoving).toBe(true)
})
