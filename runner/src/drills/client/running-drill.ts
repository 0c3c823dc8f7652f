import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder } from '../../services/data-folder.ts'
import { pollUntil } from '../../services/poll-until.ts'
import type { DrillStatus } from '../drill-status.ts'
import { callDrill, type DrillAddress } from './drill-client.ts'

/** A drill that somebody has started on this machine. */
export interface RunningDrill {
  readonly address: DrillAddress
  readonly status: DrillStatus
}

const ending = '.json'
const answerLimitMs = 3_000
const endLimitMs = 10_000

/** For what belongs to a drill only while it runs. */
export function drillsFolder(): string {
  return join(dataFolder(), 'drills')
}

/** Makes a drill known to other terminals, until it is disposed of. */
export function announceDrill(drill: string, address: DrillAddress): Disposable {
  const file = join(drillsFolder(), drill + ending)
  mkdirSync(drillsFolder(), { recursive: true })
  writeFileSync(file, JSON.stringify(address), { mode: 0o600 })
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) }
}

/** The drill of this name, or the only one, if it runs and answers. */
export async function findRunningDrill(drill?: string): Promise<RunningDrill | undefined> {
  const names = listAnnounced().filter((name) => drill === undefined || name === drill)
  for (const name of names) {
    const found = await ask(name)
    if (found) return found
  }
  return undefined
}

/** Tells it to end, and resolves when it no longer answers. */
export async function endRunningDrill({ address }: RunningDrill): Promise<void> {
  await callDrill(address, 'stop', {})
  await pollUntil(async () => !(await answers(address)), { withinMs: endLimitMs, everyMs: 50 })
}

async function answers(address: DrillAddress): Promise<boolean> {
  return callDrill(address, 'status', {}, AbortSignal.timeout(answerLimitMs)).then(
    () => true,
    () => false,
  )
}

function listAnnounced(): string[] {
  try {
    const files = readdirSync(drillsFolder()).filter((file) => file.endsWith(ending))
    return files.map((file) => file.slice(0, -ending.length))
  } catch {
    return []
  }
}

/** What a drill that was killed has left is removed. */
async function ask(drill: string): Promise<RunningDrill | undefined> {
  const file = join(drillsFolder(), drill + ending)
  try {
    const { port, token }: DrillAddress = JSON.parse(readFileSync(file, 'utf8'))
    const status = await callDrill({ port, token }, 'status', {}, AbortSignal.timeout(answerLimitMs))
    return { address: { port, token }, status }
  } catch {
    rmSync(file, { force: true })
    return undefined
  }
}
