import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { findPortHolder } from './find-port-holder.ts'

test.skipIf(process.platform === 'win32')('the process that listens is named', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect(await findPortHolder(port)).toMatch(new RegExp(`^node\\S* \\(process ${process.pid}\\)$`))
})

test('of a port on which nobody listens nothing is known', async () => {
  expect(await findPortHolder(1)).toBeUndefined()
})
