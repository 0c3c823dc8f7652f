import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
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
}

/** Starts one, which ends with the tests of this file. */
export async function startOwnEngine(): Promise<OwnEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'kata-engine-'))
  const bridge = `kata${process.pid}`
  run('ip', 'link', 'add', bridge, 'type', 'bridge')
  run('ip', 'addr', 'add', '172.31.250.1/24', 'dev', bridge)
  run('ip', 'link', 'set', bridge, 'up')
  const socket = join(folder, 'engine.sock')
  const log = openSync(join(folder, 'log'), 'a')
  const places = [
    '--data-root',
    join(folder, 'data'),
    '--exec-root',
    join(folder, 'exec'),
    '--pidfile',
    join(folder, 'pid'),
  ]
  const network = ['--bridge', bridge, '--iptables=false', '--ip6tables=false']
  const args = [...places, ...network, '--storage-driver', 'vfs', '-H', `unix://${socket}`]
  const child = spawn('dockerd', args, { detached: true, stdio: ['ignore', log, log] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  afterAll(async () => {
    await stop()
    run('ip', 'link', 'delete', bridge)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }, 60_000)
  const address = `unix://${socket}`
  await pollUntil(async () => (await findEngine(address)).engine, { withinMs: 60_000, everyMs: 100 })
  const redisImage = 'kata-test/redis:own'
  importRedis(address, redisImage, join(folder, 'root'))
  return { address, redisImage, stop }
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
