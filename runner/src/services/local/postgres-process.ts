import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CourseError } from '../../errors.ts'
import { identifyPostgres } from '../ask-postgres.ts'
import { pollUntil } from '../poll-until.ts'
import type { WarmServiceName } from '../warm-service.ts'
import type { PostgresBinaries } from './embedded-postgres.ts'
import { logFile, readLastLines } from './local-log.ts'
import { endProcess, isRunning, readCommandLine } from './own-process.ts'
import { findUnprivilegedUser } from './unprivileged-user.ts'

const startLimitMs = 15_000

interface PostgresPlace {
  /** Whose log it writes to. */
  readonly service: WarmServiceName
  readonly folder: string
  readonly password: string
  readonly port: number
  /** Further arguments of `postgres`. */
  readonly settings: readonly string[]
}

/** Starts a Postgres on a data folder, and waits until it answers. One that does not is removed with its folder. */
export async function startPostgresProcess(
  { postgres }: PostgresBinaries,
  place: PostgresPlace,
): Promise<{ readonly version: string; readonly processId?: number }> {
  const child = launch(postgres, place)
  const identity = await waitUntilItAnswers(child, place)
  return { ...identity, ...(child.pid === undefined ? {} : { processId: child.pid }) }
}

/** Ends the server on this data folder, if one runs, and removes the folder. */
export async function removePostgres(folder: string, processId?: number): Promise<void> {
  const owner = processId ?? (await findPostmaster(folder))
  if (owner && isRunning(owner) && (await readCommandLine(owner)).includes(folder)) {
    await endProcess(owner, 'SIGINT', 3000)
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

/** The process that was started last on this data folder, whether it still runs or not. */
export async function findPostmaster(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  return Number.parseInt(text, 10) || undefined
}

function launch(postgres: string, { service, folder, port, settings }: PostgresPlace): ChildProcess {
  const output = openSync(logFile(service), 'a', 0o600)
  const address = ['-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  // Detached, so that a Ctrl-C meant for a command, or the keeper's death, does not end it.
  const child = spawn(postgres, ['-D', folder, ...address, ...settings], {
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', output, output],
    detached: true,
    ...findUnprivilegedUser(),
  })
  child.on('error', () => undefined)
  child.unref()
  closeSync(output)
  return child
}

async function waitUntilItAnswers(child: ChildProcess, { service, folder, password, port }: PostgresPlace) {
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  const identity = await pollUntil(
    async () => (hasEnded() ? ('ended' as const) : identifyPostgres({ port, password })),
    { withinMs: startLimitMs, everyMs: 15 },
  )
  if (identity && identity !== 'ended') return identity
  await removePostgres(folder, child.pid)
  const what = identity === 'ended' ? 'ended while starting' : `did not answer within ${startLimitMs / 1000} s`
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `The local Postgres ${what}. Its last words:\n${await readLastLines(logFile(service), 8)}`,
  })
}
