import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

type Rewrites = Readonly<Record<string, string>>

/**
 * An address of the server at `url` behind which it tells something else than the truth: each `from` in its answers
 * is a `to` of the same length, both in latin1. Gone at the end of the running test.
 */
export async function startRewritingProxy(
  url: string,
  rewrites: Rewrites | ((port: number) => Rewrites),
): Promise<string> {
  const target = new URL(url)
  const place = { host: target.hostname, port: Number(target.port) }
  const sockets = new Set<Socket>()
  let made: Rewrites = {}
  const server = createServer((client) => {
    const upstream = connect(place)
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => socket.destroy()))
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => client.write(rewrite(chunk, made))).on('end', () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  made = typeof rewrites === 'function' ? rewrites(port) : rewrites
  target.port = `${port}`
  return target.href
}

function rewrite(chunk: Buffer, rewrites: Rewrites): Buffer {
  const text = Object.entries(rewrites).reduce(
    (changed, [from, to]) => changed.replaceAll(from, to),
    chunk.toString('latin1'),
  )
  return Buffer.from(text, 'latin1')
}
