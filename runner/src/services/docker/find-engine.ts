import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Engine, type EngineAddress } from './engine.ts'

/** What was tried to reach an engine, and what came of it. */
export interface EngineAttempt {
  /** `DOCKER_HOST`, `docker context colima`, or a socket's path. */
  readonly way: string
  readonly reason: string
}

export type EngineSearch =
  | { readonly engine: Engine; readonly foundBy: string }
  | { readonly engine?: undefined; readonly attempts: readonly EngineAttempt[] }

interface Candidate {
  readonly way: string
  readonly address: string
}

/** Finds the container engine of this machine, the way the docker client does, then at the usual sockets. */
export async function findEngine(dockerHost = process.env['DOCKER_HOST']): Promise<EngineSearch> {
  const attempts: EngineAttempt[] = []
  for (const { way, address } of await listCandidates(dockerHost)) {
    const parsed = parseAddress(address)
    if (typeof parsed === 'string') {
      attempts.push({ way, reason: parsed })
      continue
    }
    const engine = new Engine(parsed)
    const reason = await engine.ping()
    if (reason === undefined) return { engine, foundBy: way }
    attempts.push({ way, reason })
  }
  return { attempts: dockerHost ? attempts : [{ way: 'DOCKER_HOST', reason: 'not set' }, ...attempts] }
}

async function listCandidates(dockerHost: string | undefined): Promise<readonly Candidate[]> {
  if (dockerHost) return [{ way: `DOCKER_HOST=${dockerHost}`, address: dockerHost }]
  const context = await findContext()
  if (process.platform === 'win32') {
    return [...context, { way: 'the pipe docker_engine', address: 'npipe:////./pipe/docker_engine' }]
  }
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`
  const sockets = [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.docker/desktop/docker.sock'),
    join(homedir(), '.colima/default/docker.sock'),
    join(runtime, 'podman/podman.sock'),
  ]
  return [...context, ...sockets.map((path) => ({ way: path, address: `unix://${path}` }))]
}

/** The docker client's chosen context, unless that is its default. */
async function findContext(): Promise<readonly Candidate[]> {
  try {
    const folder = process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker')
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as { currentContext?: string }
    const name = process.env['DOCKER_CONTEXT'] ?? config.currentContext
    if (!name || name === 'default') return []
    const id = createHash('sha256').update(name).digest('hex')
    const meta = JSON.parse(await readFile(join(folder, 'contexts/meta', id, 'meta.json'), 'utf8')) as ContextMeta
    const address = meta.Endpoints?.docker?.Host
    return address ? [{ way: `docker context ${name}`, address }] : []
  } catch {
    return []
  }
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } }
}

/** An address that can be used, or why it can't. */
function parseAddress(address: string): EngineAddress | string {
  if (!URL.canParse(address)) return 'is not an address'
  const { protocol, pathname, hostname, port } = new URL(address)
  if (protocol === 'unix:') return { uri: address, socketPath: pathname }
  if (protocol === 'npipe:') return { uri: address, socketPath: pathname.replace(/^\/+/, '//') }
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (!isHere) return 'is an engine on another machine, whose servers can not be reached on loopback'
  return { uri: address, host: hostname, port: Number(port) || 2375 }
}
