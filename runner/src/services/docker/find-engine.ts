import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Engine, type EngineAddress, type EngineRefusal } from './engine.ts'

/** What was tried to reach an engine, and what came of it. */
export interface EngineAttempt extends EngineRefusal {
  /** `DOCKER_HOST`, `docker context colima`, or a socket's path. */
  readonly way: string
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
    if ('reason' in parsed) {
      attempts.push({ way, ...parsed })
      continue
    }
    const engine = new Engine(parsed)
    const refusal = await engine.ping()
    if (refusal === undefined) return { engine, foundBy: way }
    attempts.push({ way, ...refusal })
  }
  return { attempts: dockerHost ? attempts : [{ way: 'DOCKER_HOST', kind: 'absent', reason: 'not set' }, ...attempts] }
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
function parseAddress(address: string): EngineAddress | EngineRefusal {
  if (!URL.canParse(address)) return { kind: 'unusable', reason: 'is not an address' }
  const { protocol, pathname, hostname, port } = new URL(address)
  if (protocol === 'unix:') return { uri: address, socketPath: pathname }
  if (protocol === 'npipe:') return { uri: address, socketPath: pathname.replace(/^\/+/, '//') }
  const isHere = protocol !== 'ssh:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const reason = 'is an engine on another machine, whose servers can not be reached on loopback'
  if (!isHere) return { kind: 'remote', reason }
  return { uri: address, host: hostname, port: Number(port) || 2375 }
}
