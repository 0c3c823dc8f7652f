import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { CourseError } from '../../errors.ts'
import { identifyRedis } from '../ask-redis.ts'
import { pollUntil } from '../poll-until.ts'
import type { RedisProcess } from '../provider.ts'
import { redisConfiguration } from '../redis-options.ts'
import { logFile, readLastLines } from './local-log.ts'
import { endProcess, isRunning, readCommandLine } from './own-process.ts'
import { findUnprivilegedUser } from './unprivileged-user.ts'

const startLimitMs = 5000

interface LocalRedisPlace {
  readonly binary: string
  /** Its own, named by its id. */
  readonly folder: string
  readonly port: number
  readonly password: string
}

/** A redis-server in a folder of its own. It may run already; `restart()` starts it. */
export function openLocalRedisProcess(place: LocalRedisPlace): RedisProcess {
  return {
    record: { id: basename(place.folder), port: place.port },
    kill: () => killLocalRedis(place.folder),
    restart: async () => {
      await killLocalRedis(place.folder)
      await launch(place)
    },
    remove: () => removeLocalRedis(place.folder),
  }
}

export async function removeLocalRedis(folder: string): Promise<void> {
  await killLocalRedis(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
}

/** Kills the process whose id this folder holds, if that is still a redis. */
async function killLocalRedis(folder: string): Promise<void> {
  const port = basename(folder).split('-')[0]
  const text = await readFile(join(folder, `redis-${port}.pid`), 'utf8').catch(() => '')
  const processId = Number.parseInt(text, 10)
  if (!processId || !isRunning(processId)) return
  if (/redis/.test(await readCommandLine(processId))) await endProcess(processId, 'SIGKILL', 2000)
}

async function launch({ binary, folder, port, password }: LocalRedisPlace): Promise<void> {
  const user = findUnprivilegedUser()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
  const output = openSync(logFile('redis'), 'a', 0o600)
  const child = spawn(binary, ['-'], { cwd: '/', stdio: ['pipe', output, output], detached: true, ...user })
  closeSync(output)
  child.on('error', () => undefined)
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(redisConfiguration({ port, password, folder, bind: '127.0.0.1' }))
  child.unref()
  // Whoever else listens on the port may let us wait for an answer; then ours has ended long since.
  const ended = once(child, 'exit').then(() => undefined)
  const answered = pollUntil(() => identifyRedis({ port, password }), { withinMs: startLimitMs, everyMs: 5 })
  const identity = await Promise.race([ended, answered])
  if (identity && identity.processId === child.pid) return
  child.kill('SIGKILL')
  throw await notStarted(binary, port)
}

async function notStarted(binary: string, port: number): Promise<CourseError> {
  const lastWords = await readLastLines(logFile('redis'), 8)
  return new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `${binary} did not start on port ${port}. Its last words:\n${lastWords}`,
    ...(/in use/.test(lastWords) ? { hint: 'Another program took the port. Run again: another port is chosen.' } : {}),
  })
}
