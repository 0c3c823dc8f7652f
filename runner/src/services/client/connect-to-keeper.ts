import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { CourseError } from '../../errors.ts'
import { buildIdentity } from '../build-identity.ts'
import { describeDiskTrouble, findDiskTrouble } from '../disk-trouble.ts'
import { findKeeperState } from '../keeper/keeper-state.ts'
import type { KeeperMethod, KeeperMethods } from '../keeper/protocol.ts'
import { pollUntil } from '../poll-until.ts'
import type { ServiceProgress } from '../service-progress.ts'
import { KeeperConnection } from './keeper-connection.ts'
import { keeperLogFile, startKeeper } from './start-keeper.ts'

const startLimitMs = 20_000

let current: Promise<KeeperConnection> | undefined

/** This process's connection to the keeper, which is started when none answers. */
async function connectToKeeper(): Promise<KeeperConnection> {
  const known = await current?.catch(() => undefined)
  if (known?.isOpen) return known
  current = startUntilOneAnswers()
  return current
}

/** Asks the keeper; when it ends just then, because nobody had asked for long, the next one is asked. */
export async function askKeeper<M extends KeeperMethod>(
  method: M,
  params: KeeperMethods[M]['params'],
  onProgress?: (progress: ServiceProgress) => void,
): Promise<{ readonly keeper: KeeperConnection; readonly result: KeeperMethods[M]['result'] }> {
  const first = await connectToKeeper()
  try {
    return { keeper: first, result: await first.call(method, params, onProgress) }
  } catch (error) {
    if (first.isOpen) throw error
    const keeper = await connectToKeeper()
    return { keeper, result: await keeper.call(method, params, onProgress) }
  }
}

/** Asks the keeper that runs now; undefined when none does, or when it ends just then. Nothing is started. */
export async function askIfRunning<M extends KeeperMethod>(
  method: M,
  params: KeeperMethods[M]['params'],
): Promise<KeeperMethods[M]['result'] | undefined> {
  const keeper = await findKeeper()
  try {
    return await keeper?.call(method, params)
  } catch (error) {
    if (keeper?.isOpen) throw error
    return undefined
  }
}

/** A connection to the keeper that runs now; undefined when none does. Nothing is started. */
async function findKeeper(): Promise<KeeperConnection | undefined> {
  const known = await current?.catch(() => undefined)
  if (known?.isOpen) return known
  const state = findKeeperState()
  const found = state && (await KeeperConnection.open(state))
  if (found) current = Promise.resolve(found.connection)
  return found?.connection
}

/** Connects to the keeper that runs now, if one does, so that the first lease need not wait for it. Nothing is started. */
export async function connectAhead(): Promise<void> {
  await findKeeper()
}

async function startUntilOneAnswers(): Promise<KeeperConnection> {
  let child: ChildProcess | undefined
  const connection = await pollUntil(
    async () => {
      const found = await findFittingKeeper()
      if (found) return found
      if (child && hasFailed(child)) return 'failed' as const
      // One that ended with code 0 has met another keeper, which may have ended since.
      if (!child || child.exitCode === 0) child = launch()
      return undefined
    },
    { withinMs: startLimitMs, everyMs: 15 },
  )
  if (connection && connection !== 'failed') return connection
  // A keeper that can't write can't say so either.
  const trouble = findDiskTrouble()
  if (trouble) throw trouble
  throw new CourseError('KEEPER_NOT_STARTED', { message: await describeFailure(connection === 'failed') })
}

function launch(): ChildProcess {
  try {
    return startKeeper()
  } catch (error) {
    throw describeDiskTrouble(error) ?? error
  }
}

/** A keeper of another build is asked to make room, unless a run depends on it. */
async function findFittingKeeper(): Promise<KeeperConnection | undefined> {
  const state = findKeeperState()
  const found = state && (await KeeperConnection.open(state))
  if (!found) return undefined
  const { connection, hello } = found
  if (hello.build === buildIdentity()) return connection
  if (hello.isBusy) {
    connection.close()
    throw new CourseError('SERVICE_BUSY', {
      message: `Another version of loadbearing (${hello.build}; this is ${buildIdentity()}) is in the middle of a run.`,
    })
  }
  await connection.call('retire', {}).catch(() => undefined)
  connection.close()
  return undefined
}

function hasFailed(child: ChildProcess): boolean {
  return child.pid === undefined || child.signalCode !== null || (child.exitCode ?? 0) !== 0
}

async function describeFailure(hasEnded: boolean): Promise<string> {
  const log = await readFile(keeperLogFile(), 'utf8').catch(() => '')
  const what = hasEnded ? 'It ended at once.' : `It did not answer within ${startLimitMs / 1000} s.`
  return `${what} Its log is ${keeperLogFile()}; the last lines:\n${log.trimEnd().split('\n').slice(-8).join('\n')}`
}
