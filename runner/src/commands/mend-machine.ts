import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { CourseError } from '../errors.ts'
import type { Mend } from '../machine/mend.ts'
import { unpauseContainer } from '../services/docker/engine-calls.ts'
import { findEngine } from '../services/docker/find-engine.ts'
import { pullImage } from '../services/docker/pull-image.ts'
import { pollUntil } from '../services/poll-until.ts'
import { prefetchImages } from '../services/prefetch-images.ts'
import { Waiting } from './waiting.ts'

type Note = (text: string) => void

/** Docker Desktop takes this long to start its virtual machine. */
const engineStartLimitMs = 90_000

/** What will be done, in words that can be asked as a question. */
export function describeMend(mend: Mend): string {
  switch (mend.kind) {
    case 'download-image':
      return `Download ${mend.image}`
    case 'replace-image':
      return `Download ${mend.image} for the processor of the engine`
    case 'install-package':
      return `Install ${mend.name} by apt-get, without starting its daemon`
    case 'start-engine':
      return `Start the container engine by ${mend.command}`
    case 'unpause-container':
      return `Let the container ${mend.name} go on`
  }
}

/** Does it. Throws CourseError when it can't be done. */
export async function runMend(mend: Mend, note: Note, signal: AbortSignal): Promise<void> {
  switch (mend.kind) {
    case 'download-image':
      return download(mend, signal)
    case 'replace-image':
      return replaceImage(mend.image, signal)
    case 'install-package':
      return install(mend.name, note, signal)
    case 'start-engine':
      return startEngine(mend.command, note, signal)
    case 'unpause-container':
      return unpause(mend.id)
  }
}

async function download({ service }: Mend & { kind: 'download-image' }, signal: AbortSignal): Promise<void> {
  using waiting = new Waiting()
  const { images } = await prefetchImages([service], { signal, onProgress: (progress) => waiting.note(progress) })
  const error = images.find((image) => image.error !== undefined)?.error
  if (error) throw error
}

/** An engine pulls for its own processor, and the name then means that image. */
async function replaceImage(image: string, signal: AbortSignal): Promise<void> {
  const { engine } = await findEngine()
  if (engine) await pullImage(engine, image, () => undefined, signal)
}

async function unpause(id: string): Promise<void> {
  const { engine } = await findEngine()
  if (engine) await unpauseContainer(engine, id)
}

/** The command may ask for a password, so it has the terminal. */
async function startEngine(command: string, note: Note, signal: AbortSignal): Promise<void> {
  note(`   ${command}\n`)
  const child = spawn(command, { shell: true, signal, stdio: ['inherit', 'ignore', 'inherit'] })
  const [code] = await once(child, 'close')
  const isThere = async () => (await findEngine()).engine
  if (code === 0 && (await pollUntil(isThere, { withinMs: engineStartLimitMs, everyMs: 500 }))) return
  const message = code === 0 ? `no engine answers ${engineStartLimitMs / 1000} s after it` : `it ended with ${code}`
  throw new CourseError('CONTAINER_ENGINE_NOT_FOUND', { message: `${command}: ${message}.` })
}

async function install(name: string, note: Note, signal: AbortSignal): Promise<void> {
  const keepStopped = denyServiceStarts()
  try {
    await runApt(['update'], note, signal)
    await runApt(['install', '-y', '--no-install-recommends', name], note, signal)
  } finally {
    keepStopped[Symbol.dispose]()
  }
  // Not at the next boot either; where no systemd runs there is nothing to disable. The unit is called as the package.
  await promisify(execFile)('systemctl', ['disable', '--now', name]).catch(() => undefined)
}

/** Debian's way to install a server without starting it. A policy that the machine has already stays as it is. */
function denyServiceStarts(): Disposable {
  const file = '/usr/sbin/policy-rc.d'
  if (existsSync(file)) return { [Symbol.dispose]: () => undefined }
  writeFileSync(file, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) }
}

async function runApt(args: readonly string[], note: Note, signal: AbortSignal): Promise<void> {
  note(`   apt-get ${args.join(' ')}\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await promisify(execFile)('apt-get', ['-q', ...args], { env, signal, maxBuffer: 16e6 })
  } catch (cause) {
    const { stderr = '', message } = cause as Error & { stderr?: string }
    throw new CourseError('SERVICE_NOT_AVAILABLE', {
      message: `apt-get ${args[0]} failed:\n${stderr.trim() || message}`,
      hint: 'Mend what apt-get says, then run `kata doctor --fix` again.',
      cause,
    })
  }
}
