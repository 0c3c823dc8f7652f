import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

const mediaTypes = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar',
}

interface Blob {
  readonly digest: string
  readonly bytes: Buffer
}

interface StandInRegistry {
  /** The name of its only image. */
  readonly image: string
  /** Every request for a part of the image so far: `layer 0`, `config`. */
  readonly requests: readonly string[]
  /** From now on only half of this layer is sent. */
  hold(layer: number): void
  /** Comes when half of the layer has been sent. */
  readonly held: Promise<void>
  release(): void
}

/** A registry on loopback with one image that does nothing, which an engine trusts without TLS. Ends with the test. */
export async function standInRegistry({
  layerBytes,
}: {
  readonly layerBytes: readonly number[]
}): Promise<StandInRegistry> {
  const { manifest, config, layers } = makeImage(layerBytes)
  const requests: string[] = []
  const held = Promise.withResolvers<void>()
  let heldLayer: number | undefined
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    response.setHeader('docker-distribution-api-version', 'registry/2.0')
    if (path.includes('/manifests/')) return send(response, manifest, mediaTypes.manifest, request.method === 'HEAD')
    const layer = layers.findIndex(({ digest }) => path.endsWith(digest))
    const blob = layers[layer] ?? (path.endsWith(config.digest) ? config : undefined)
    if (!blob) return void response.end('{}')
    requests.push(layer < 0 ? 'config' : `layer ${layer}`)
    if (layer !== heldLayer) return send(response, blob, 'application/octet-stream')
    response.setHeader('content-length', blob.bytes.length)
    response.write(blob.bytes.subarray(0, blob.bytes.length / 2), () => held.resolve())
  })
  const port = await listen(server)
  const hold = (layer: number | undefined) => {
    heldLayer = layer
  }
  const image = `127.0.0.1:${port}/kata-test/redis:1`
  return { image, requests, held: held.promise, hold, release: () => hold(undefined) }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function makeImage(layerBytes: readonly number[]) {
  const layers = layerBytes.map(makeLayer)
  const config = blobOf(
    JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: { Cmd: ['/layer'] },
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    }),
  )
  const describe = (mediaType: string, { digest, bytes }: Blob) => ({ mediaType, size: bytes.length, digest })
  const manifest = blobOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: describe(mediaTypes.config, config),
      layers: layers.map((layer) => describe(mediaTypes.layer, layer)),
    }),
  )
  return { manifest, config, layers }
}

function send(response: ServerResponse, { digest, bytes }: Blob, type: string, isHead = false): void {
  response.writeHead(200, { 'content-type': type, 'docker-content-digest': digest, 'content-length': bytes.length })
  response.end(isHead ? undefined : bytes)
}

/** A tar that holds one file of its own. */
function makeLayer(sizeBytes: number, index: number): Blob {
  const folder = temporaryFolder()
  writeFileSync(join(folder, `layer-${index}`), Buffer.alloc(sizeBytes, index + 1))
  return blobOf(execFileSync('tar', ['-C', folder, '-c', `layer-${index}`], { maxBuffer: 1e9 }))
}

function blobOf(content: string | Buffer): Blob {
  const bytes = Buffer.from(content)
  return { digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, bytes }
}
