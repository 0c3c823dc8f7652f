import { execFile } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { CourseError } from '../errors.ts'
import type { ServiceDiagnosis } from '../services/diagnose-providers.ts'
import { prefetchImages } from '../services/prefetch-images.ts'
import { findDebianPackage, isDebianFamily } from './install-command.ts'
import { Waiting } from './waiting.ts'

/** Something that mends the machine, in words that can be asked as a question. */
export interface Mend {
  readonly what: string
  readonly run: (note: (text: string) => void, signal: AbortSignal) => Promise<void>
}

/** What can be done from here, as this user, so that every service can be had at once. */
export async function planMends(services: readonly ServiceDiagnosis[]): Promise<readonly Mend[]> {
  const missing = new Map(services.filter(mustDownload).map(({ service, winner }) => [winner?.by, service]))
  const downloads = [...missing].map(([image, service]) => ({
    what: `Download ${image}`,
    run: (_: unknown, signal: AbortSignal) => download(service, signal),
  }))
  if (process.getuid?.() !== 0 || !(await isDebianFamily())) return downloads
  const installs = services.flatMap(({ service, winner }) => {
    const name = winner === undefined ? findDebianPackage(service) : undefined
    return name ? [planInstall(name)] : []
  })
  return [...downloads, ...installs]
}

function planInstall(name: string): Mend {
  const what = `Install ${name} by apt-get, without starting its daemon`
  return { what, run: (note, signal) => install(name, note, signal) }
}

/** An image is the only way here, and it is not here yet. */
function mustDownload({ winner, providers }: ServiceDiagnosis): boolean {
  return winner?.mustPull === true && !providers.some((provider) => provider.can && !provider.mustPull)
}

async function download(service: ServiceDiagnosis['service'], signal: AbortSignal): Promise<void> {
  using waiting = new Waiting()
  await prefetchImages([service], { signal, onProgress: (progress) => waiting.note(progress) })
}

async function install(name: string, note: (text: string) => void, signal: AbortSignal): Promise<void> {
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

async function runApt(args: readonly string[], note: (text: string) => void, signal: AbortSignal): Promise<void> {
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
