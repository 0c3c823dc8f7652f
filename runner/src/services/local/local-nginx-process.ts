import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chownSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { CourseError } from '../../errors.ts'
import { identifyNginx } from '../ask-nginx.ts'
import { errorLogName, nginxConfiguration, shortPatience } from '../nginx-options.ts'
import type { NginxComplaint, NginxFiles, NginxProcess } from '../nginx-process.ts'
import { pollUntil } from '../poll-until.ts'
import { logFile, readLastLines } from './local-log.ts'
import { endProcess, isRunning, listGroup, readCommandLine } from './own-process.ts'
import { findUnprivilegedUser } from './unprivileged-user.ts'

const startLimitMs = 5000
const reloadLimitMs = 5000

interface LocalNginxPlace {
  readonly binary: string
  /** Its own, named by its id. */
  readonly folder: string
  readonly port: number
}

/** An nginx in a folder of its own. It may run already; `start()` starts it. */
export function openLocalNginxProcess({ binary, folder, port }: LocalNginxPlace): NginxProcess {
  const listen = `127.0.0.1:${port}`
  const apply = async (files: NginxFiles, run: () => Promise<void>): Promise<NginxComplaint> => {
    await writeFiles(folder, [...files, ['nginx.conf', nginxConfiguration({ listen, files })]])
    const complaint = await findComplaint(binary, folder)
    if (complaint === undefined) await run()
    return complaint
  }
  return {
    record: { id: basename(folder), port },
    place: { listen, appHost: '127.0.0.1', folder },
    start: (files) => apply(files, () => launch(binary, folder, port)),
    reload: (files) => apply(files, () => reload(folder)),
    stop: () => killLocalNginx(folder),
    readFile: (name, fromByte) => readFrom(join(folder, name), fromByte),
    remove: () => removeLocalNginx(folder),
  }
}

/** The master process of the nginx in this folder; undefined when none runs. */
export async function findLocalNginx(folder: string): Promise<number | undefined> {
  const processId = await readProcessId(folder)
  if (!processId || !isRunning(processId)) return undefined
  return (await readCommandLine(processId)).includes(folder) ? processId : undefined
}

export async function removeLocalNginx(folder: string): Promise<void> {
  await killLocalNginx(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
}

/** A master ends its workers at once; of one that was killed they live on, and go on listening. */
async function killLocalNginx(folder: string): Promise<void> {
  const master = await findLocalNginx(folder)
  if (master !== undefined) return endProcess(master, 'SIGTERM', 2000)
  const processId = await readProcessId(folder)
  for (const worker of processId ? await listGroup(processId) : []) {
    if ((await readCommandLine(worker)).includes('nginx')) await endProcess(worker, 'SIGKILL', 2000)
  }
}

async function readProcessId(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'nginx.pid'), 'utf8').catch(() => ''), 10)
}

async function writeFiles(folder: string, files: NginxFiles): Promise<void> {
  const user = findUnprivilegedUser()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
  await Promise.all(files.map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o644 })))
}

function commandOf(folder: string): readonly string[] {
  return ['-p', folder, '-c', join(folder, 'nginx.conf')]
}

async function findComplaint(binary: string, folder: string): Promise<NginxComplaint> {
  const env = { ...process.env, ...shortPatience }
  const test = promisify(execFile)(binary, [...commandOf(folder), '-t'], { cwd: '/', env, ...findUnprivilegedUser() })
  return test.then(
    () => undefined,
    ({ stderr, message }: Error & { stderr?: string }) => stderr || message,
  )
}

async function launch(binary: string, folder: string, port: number): Promise<void> {
  await killLocalNginx(folder)
  const output = openSync(logFile('nginx'), 'a', 0o600)
  const child = spawn(binary, [...commandOf(folder), '-g', 'daemon off;'], {
    cwd: '/',
    stdio: ['ignore', output, output],
    detached: true,
    ...findUnprivilegedUser(),
  })
  closeSync(output)
  child.on('error', () => undefined)
  child.unref()
  const answer = await pollUntil(async () => (hasEnded(child) ? ('ended' as const) : identifyNginx(port)), {
    withinMs: startLimitMs,
    everyMs: 5,
  })
  if (answer && answer !== 'ended') return
  child.kill('SIGKILL')
  throw notStarted(binary, await readLastLines(logFile('nginx'), 8))
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

/** Old workers say when they accept no more. */
async function reload(folder: string): Promise<void> {
  const processId = await findLocalNginx(folder)
  const log = join(folder, errorLogName)
  const countEnded = async () => (await readFrom(log, 0)).split('gracefully shutting down').length
  const before = await countEnded()
  if (processId !== undefined) process.kill(processId, 'SIGHUP')
  const isDone = await pollUntil(async () => (await countEnded()) > before, { withinMs: reloadLimitMs })
  if (!isDone) throw notStarted('nginx, told to reload,', await readLastLines(log, 8))
}

async function readFrom(file: string, fromByte: number): Promise<string> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0))
  return bytes.subarray(fromByte).toString('utf8')
}

function notStarted(what: string, lastWords: string): CourseError {
  return new CourseError('SERVICE_NOT_AVAILABLE', { message: `${what} did not start. Its last words:\n${lastWords}` })
}
