import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { servicesFolder } from '../data-folder.ts'
import type { ServerRecord } from '../provider.ts'
import { type KeptServer, protocolVersion } from './protocol.ts'

/** A kept server, with what the next keeper needs to take it over. */
export interface KeptRecord extends KeptServer {
  readonly memento?: unknown
}

/** What is on disk: how to reach the keeper, and what it owns. */
export interface KeeperState {
  readonly protocol: number
  readonly processId: number
  readonly port: number
  /** Whoever can read this file may give orders. */
  readonly token: string
  readonly servers: readonly ServerRecord[]
  readonly kept: readonly KeptRecord[]
}

function stateFile(): string {
  return join(servicesFolder(), 'keeper.json')
}

/** Makes the folder, which only its owner can list; local servers of root run below it as another user. */
export function makeServicesFolder(): string {
  const folder = servicesFolder()
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return folder
}

/** The state of the last keeper; undefined when there is none, or it can't be understood. */
export function findKeeperState(): KeeperState | undefined {
  try {
    const state = JSON.parse(readFileSync(stateFile(), 'utf8')) as KeeperState
    return typeof state.port === 'number' && typeof state.token === 'string' ? state : undefined
  } catch {
    return undefined
  }
}

/** What an earlier keeper owned, if it was written in today's shape. */
export function ownedBy(state: KeeperState | undefined): Pick<KeeperState, 'servers' | 'kept'> {
  return state?.protocol === protocolVersion ? state : { servers: [], kept: [] }
}

/** Written whole and renamed, so that a reader never sees half of it. */
export function saveKeeperState(state: KeeperState): void {
  const unfinished = `${stateFile()}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, stateFile())
}

export function removeKeeperState(): void {
  rmSync(stateFile(), { force: true })
}
