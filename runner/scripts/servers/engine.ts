import { spawn } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findEngine } from '../../src/services/docker/find-engine.ts'

const startMs = 60_000
const stopMs = 20_000

/** Whether a container engine answers, wherever the runner itself would look for one. */
export async function engineAnswers(): Promise<boolean> {
  return (await findEngine()).engine !== undefined
}

export interface StartedEngine {
  readonly logFile: string
  stop(): Promise<void>
}

/**
 * Starts a Docker engine of our own in the background, with its data, log and pid below `folder`; undefined when it
 * does not answer in time. It writes to its log file alone, so that it never holds the output of this process open.
 */
export async function startEngine(folder: string): Promise<StartedEngine | undefined> {
  mkdirSync(folder, { recursive: true })
  const logFile = join(folder, 'dockerd.log')
  const log = openSync(logFile, 'a')
  const args = ['--data-root', join(folder, 'data'), '--pidfile', join(folder, 'dockerd.pid')]
  const child = spawn('dockerd', args, { detached: true, stdio: ['ignore', log, log] })
  child.unref()
  let hasEnded = false
  child.on('error', () => (hasEnded = true)).on('exit', () => (hasEnded = true))
  const isUp = await waitUntil(async () => hasEnded || engineAnswers(), startMs)
  if (!isUp || hasEnded) return undefined
  const stop = async () => {
    child.kill('SIGTERM')
    await waitUntil(async () => hasEnded, stopMs)
  }
  return { logFile, stop }
}

async function waitUntil(isReached: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs
  while (performance.now() < deadline) {
    if (await isReached()) return true
    await sleep(100)
  }
  return false
}
