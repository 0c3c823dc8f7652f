import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { Engine } from './engine.ts'
import { type PullProgress, pullImage } from './pull-image.ts'

let server: Server

afterEach(() => {
  server.close()
  server.closeAllConnections()
})

/** An engine that answers a pull with these lines. */
async function engineThatSays(lines: readonly object[]): Promise<Engine> {
  server = createServer((_, response) => response.end(lines.map((line) => `${JSON.stringify(line)}\r\n`).join('')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return new Engine({ uri: `tcp://127.0.0.1:${port}`, host: '127.0.0.1', port })
}

async function lastProgress(lines: readonly object[]): Promise<PullProgress | undefined> {
  const seen: PullProgress[] = []
  await pullImage(await engineThatSays(lines), 'redis:7', (progress) => seen.push(progress))
  return seen.at(-1)
}

test('progress is summed over the layers', async () => {
  const lines = [
    { id: 'a', status: 'Downloading', progressDetail: { current: 10, total: 100 } },
    { id: 'b', status: 'Downloading', progressDetail: { current: 5, total: 50 } },
    { id: 'a', status: 'Download complete' },
    { id: 'b', status: 'Extracting', progressDetail: { current: 1, total: 50 } },
  ]
  expect(await lastProgress(lines)).toEqual({ receivedBytes: 105, totalBytes: 150, uncountedLayers: 0, layersHere: 0 })
})

test('layers that are here, and those whose size is still to come, are counted; the tag is no layer', async () => {
  const lines = [
    { id: '7', status: 'Pulling from library/redis' },
    { id: 'a', status: 'Already exists', progressDetail: {} },
    { id: 'b', status: 'Pulling fs layer', progressDetail: {} },
    { id: 'c', status: 'Pulling fs layer', progressDetail: {} },
    { id: 'd', status: 'Pulling fs layer', progressDetail: {} },
    { id: 'c', status: 'Waiting', progressDetail: {} },
    { id: 'd', status: 'Download complete', progressDetail: {} },
    { id: 'b', status: 'Downloading', progressDetail: { current: 5, total: 50 } },
  ]
  expect(await lastProgress(lines)).toEqual({ receivedBytes: 5, totalBytes: 50, uncountedLayers: 1, layersHere: 1 })
})

test('what the registry says goes into the error', async () => {
  const engine = await engineThatSays([{ error: 'toomanyrequests: slow down' }])
  await expect(pullImage(engine, 'redis:7', () => undefined)).rejects.toMatchObject({
    code: 'IMAGE_NOT_PULLED',
    message: 'redis:7 could not be pulled: toomanyrequests: slow down',
  })
})
