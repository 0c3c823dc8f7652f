import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { findEngine } from '../../src/services/docker/find-engine.ts'
import { findOnPath } from '../../src/services/local/find-on-path.ts'
import { pollUntil } from '../../src/services/poll-until.ts'

/** Why no engine of the test's own can be started here; undefined when it can. */
export async function whyNoOwnEngine(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root of a Linux may start an engine'
  for (const program of ['dockerd', 'ip', 'redis-server']) {
    if (!(await findOnPath(program))) return `there is no ${program} on PATH`
  }
  return undefined
}

/** An engine that serves nobody else, on a bridge of its own. */
export interface OwnEngine {
  /** In the form of `DOCKER_HOST`. */
  readonly address: string
  /** The name of the only image that it has. */
  readonly redisImage: string
  stop(): Promise<void>
  /** Stops the engine's process where it is; what listens on its socket hangs from then on. */
  freeze(): void
}

/** For tests: starts one before those of this file, and ends it after them. `diskBytes` is the size of its disk. */
export function useOwnEngine({ diskBytes }: { readonly diskBytes?: number } = {}): OwnEngine {
  const folder = mkdtempSync(join(tmpdir(), 'kata-engine-'))
  const bridge = `kata${process.pid}`
  const address = `unix://${join(folder, 'engine.sock')}`
  const redisImage = 'kata-test/redis:own'
  const data = join(folder, 'data')
  let child: ChildProcess | undefined
  const stop = async () => {
    if (child && child.exitCode === null) await end(child)
  }
  beforeAll(async () => {
    run('ip', 'link', 'add', bridge, 'type', 'bridge')
    run('ip', 'addr', 'add', `${network}.1/24`, 'dev', bridge)
    run('ip', 'link', 'set', bridge, 'up')
    mkdirSync(data)
    if (diskBytes) run('mount', '-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', data)
    child = startEngine(folder, bridge, address)
    await pollUntil(async () => (await findEngine(address)).engine, { withinMs: 60_000, everyMs: 100 })
    importRedis(address, redisImage, join(folder, 'root'))
  }, 120_000)
  afterAll(async () => {
    await stop()
    run('ip', 'link', 'delete', bridge)
    if (diskBytes) run('umount', '--lazy', data)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }, 60_000)
  return { address, redisImage, stop, freeze: () => void child?.kill('SIGSTOP') }
}

/** One of those that no two test files at the same time should have. */
const network = `172.31.${1 + (process.pid % 250)}`

function startEngine(folder: string, bridge: string, address: string): ChildProcess {
  const log = openSync(join(folder, 'log'), 'a')
  const place = (name: string) => join(folder, name)
  const args = [
    ...['--data-root', place('data'), '--exec-root', place('exec'), '--pidfile', place('pid'), '-H', address],
    ...['--bridge', bridge, '--iptables=false', '--ip6tables=false', '--storage-driver', 'vfs'],
  ]
  return spawn('dockerd', args, { detached: true, stdio: ['ignore', log, log] })
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  child.kill('SIGCONT')
  await ended
}

/** An image with this machine's redis-server and what it needs, and nothing else: 18 MB, so that it is there at once. */
function importRedis(address: string, image: string, root: string): void {
  for (const folder of ['bin', 'etc', 'tmp', 'proc']) mkdirSync(join(root, folder), { recursive: true })
  for (const program of ['redis-server', 'sh', 'cat', 'rm', 'sleep']) {
    const file = execFileSync('which', [program]).toString().trim()
    copyFileSync(file, join(root, 'bin', program))
    for (const [library] of execFileSync('ldd', [file])
      .toString()
      .matchAll(/\/[^ )\n]+/g)) {
      mkdirSync(join(root, dirname(library)), { recursive: true })
      copyFileSync(library, join(root, library))
    }
  }
  writeFileSync(join(root, 'etc', 'passwd'), 'redis:x:999:999::/:/bin/sh\n')
  run('chmod', '1777', join(root, 'tmp'))
  run('sh', '-c', `tar -C '${root}' -c . | docker -H '${address}' import --change 'ENV PATH=/bin' - '${image}'`)
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'pipe' })
}
