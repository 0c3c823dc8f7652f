import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { holdPort } from './hold-port.ts'

async function listen(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

test('who connects to a port that is held is refused', async () => {
  const { server, port } = await listen()
  using _hold = await holdPort(port, () => server.close())
  const [error] = await once(connect(port, '127.0.0.1'), 'error').catch((cause) => [cause])
  expect(error).toMatchObject({ code: 'ECONNREFUSED' })
})

test('a port that another program was given in the meantime is no fault of the learner', async () => {
  const [{ server, port }, other] = [await listen(), createServer()]
  const holding = holdPort(port, () => {
    server.close()
    other.listen(port)
  })
  await expect(holding).rejects.toMatchObject({ code: 'SERVICE_LOST', cause: { code: 'EADDRINUSE' } })
  other.close()
})
