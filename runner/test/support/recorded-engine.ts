import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** What Docker Engine 20.10.24 on a Debian answers to `/info`, as recorded, without what nobody reads. */
const recordedInfo = {
  ID: '2AWW:NUX2:6WDR:OQXV:YVAC:TQKG:UCMO:V5OS:ZPDI:3IHS:VQ3B:NNPP',
  Containers: 7,
  ContainersRunning: 5,
  ContainersPaused: 0,
  Driver: 'overlay2',
  CgroupDriver: 'cgroupfs',
  KernelVersion: '6.1.0-40-amd64',
  OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  OSType: 'linux',
  Architecture: 'x86_64',
  NCPU: 2,
  MemTotal: 25_276_502_016,
  DockerRootDir: '/var/lib/docker',
  HttpProxy: '',
  HttpsProxy: '',
  NoProxy: '',
  Name: 'another-machine',
  ServerVersion: '20.10.24+dfsg1',
  SecurityOptions: ['name=seccomp,profile=default'],
}

/** Recorded of an image from a registry. */
const recordedImage = { Id: 'sha256:8a7455dfdfcf', Architecture: 'amd64', Os: 'linux', Size: 41_400_000 }

const pausedContainer = {
  Id: '16363c5a9c3e0f8a9d7c1e55b1c6a4f2a8f0c3b1d2e4f5a6b7c8d9e0f1a2b3c4',
  Names: ['/loadbearing-redis-0f8a9d7c'],
  Image: 'redis:7.4.1-alpine',
  State: 'paused',
  Status: 'Up 2 minutes (Paused)',
  Labels: { 'loadbearing.service': 'redis' },
  Ports: [],
}

interface EngineScript {
  readonly apiVersion?: string
  /** Replaces parts of the recorded answer to `/info`. */
  readonly info?: Readonly<Record<string, unknown>>
  /** Every image that is asked for is there, with these parts of the recorded answer replaced; absent: none is. */
  readonly image?: Readonly<Record<string, unknown>>
  readonly hasPausedContainer?: boolean
  /** Answers to `/containers/json`, where no container of ours is paused. */
  readonly containers?: readonly object[]
  /** Answers a pull. */
  readonly pull?: Answer
  /** Answers everything, in place of the rest. */
  readonly everything?: Answer
}

export interface RecordedEngine {
  /** In the form of `DOCKER_HOST`. */
  readonly address: string
  /** Every request so far: `POST /containers/…/unpause`. */
  readonly requests: readonly string[]
}

/**
 * Speaks as much of the engine's API on a socket as the doctor and the prefetch need, with answers that were recorded
 * from an engine. For conditions that can't be produced on any machine. Ends with the test.
 */
export async function startRecordedEngine(script: EngineScript = {}): Promise<RecordedEngine> {
  const socket = join(temporaryFolder(), 'engine.sock')
  const requests: string[] = []
  const state = { isPaused: script.hasPausedContainer === true, pulled: new Set<string>() }
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    response.setHeader('api-version', script.apiVersion ?? '1.41')
    if (script.everything) script.everything(response, request)
    else answer(script, state, request, response)
  })
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { address: `unix://${socket}`, requests }
}

interface EngineState {
  isPaused: boolean
  readonly pulled: Set<string>
}

function answer(script: EngineScript, state: EngineState, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '', 'http://engine')
  const [, part = '', ...rest] = decodeURIComponent(url.pathname).split('/')
  if (part === 'images' && rest[0] === 'create') pull(script, state, url, request, response)
  else if (rest.at(-1) === 'unpause') {
    state.isPaused = false
    response.writeHead(204).end()
  } else if (part === '_ping') response.end('OK')
  else {
    const found = look(script, state, part, rest)
    response.statusCode = found === undefined ? 404 : 200
    response.end(JSON.stringify(found ?? { message: `No such image: ${rest.join('/')}` }))
  }
}

/** What a GET finds; undefined when there is no such thing. */
function look(script: EngineScript, state: EngineState, part: string, rest: readonly string[]): unknown {
  if (part === 'info') return { ...recordedInfo, SystemTime: new Date().toISOString(), ...script.info }
  if (part === 'containers') return state.isPaused ? [pausedContainer] : (script.containers ?? [])
  if (rest.length === 1) return []
  const isThere = script.image !== undefined || state.pulled.has(rest.slice(0, -1).join('/'))
  return isThere ? { ...recordedImage, ...script.image } : undefined
}

/** Without a script the image is there at once. A pull that ended well leaves the image. */
function pull(
  { pull: scripted }: EngineScript,
  { pulled }: EngineState,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.on('finish', () => pulled.add(url.searchParams.get('fromImage') ?? ''))
  if (scripted) scripted(response, request)
  else response.end('{"status":"Pull complete"}\n')
}
