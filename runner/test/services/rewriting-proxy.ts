import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * An address of the server at `url` behind which it tells something else than the truth: each `from` in its answers
 * is a `to` of the same length. Gone at the end of the running test.
 */
export async function startRewritingProxy(url: string, rewrites: Readonly<Record<string, string>>): Promise<string> {
  const target = new URL(url)
  const place = { host: target.hostname, port: Number(target.port) }
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(place)
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => socket.destroy()))
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => client.write(rewrite(chunk, rewrites))).on('end', () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const address = server.address()
  target.port = `${typeof address === 'object' && address ? address.port : 0}`
  return target.href
}

function rewrite(chunk: Buffer, rewrites: Readonly<Record<string, string>>): Buffer {
  const text = Object.entries(rewrites).reduce(
    (changed, [from, to]) => changed.replaceAll(from, to),
    chunk.toString('latin1'),
  )
  return Buffer.from(text, 'latin1')
}
