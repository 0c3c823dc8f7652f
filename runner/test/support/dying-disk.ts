import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Thrown in place of the first change that a killed process would not have made any more, and of all after it. */
export class Died extends Error {}

export interface DyingDisk extends Disposable {
  /** Changes that were made so far: one for each byte that is written, and one for each other change. */
  readonly changes: number
  /** A change was refused. */
  readonly isDead: boolean
  /** Lets another program change the disk meanwhile. */
  bypass(act: () => void): void
}

const { writeSync, writeFileSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } = fs
const original = { writeSync, writeFileSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync }
const counted = ['mkdirSync', 'openSync', 'renameSync', 'rmSync'] as const

/**
 * Until it is disposed of, this process makes `limit` changes to the disk and then no other, as if it had been killed
 * there: in the middle of a write, its first bytes are on the disk. A kill loses nothing that was handed to the system,
 * so fsync does nothing. `kill` is called where it would happen, and may do it.
 */
export function letDiskDie(limit: number, kill: () => void = () => {}): DyingDisk {
  const state = { changes: 0, isDead: false }
  const die = (): never => {
    state.isDead = true
    kill()
    throw new Died('killed')
  }
  const write = (descriptor: number, content: string | Uint8Array): number => {
    const bytes = Buffer.from(content)
    const length = state.isDead ? 0 : Math.min(limit - state.changes, bytes.length)
    state.changes += length
    if (length > 0) writeSync(descriptor, bytes, 0, length)
    return length < bytes.length ? die() : length
  }
  const dying = { writeSync: write, writeFileSync: write, fsyncSync: () => {}, ...countedCalls(state, limit, die) }
  install(dying)
  return {
    get changes() {
      return state.changes
    },
    get isDead() {
      return state.isDead
    },
    bypass: (act) => {
      install(original)
      act()
      install(dying)
    },
    [Symbol.dispose]: () => install(original),
  }
}

function countedCalls(state: { changes: number; isDead: boolean }, limit: number, die: () => never): object {
  const calls = counted.map((name) => {
    const act = original[name] as (...values: unknown[]) => unknown
    const call = (...values: unknown[]): unknown => {
      if (name === 'openSync' && values[1] === 'r') return act(...values)
      if (state.isDead || state.changes >= limit) return die()
      state.changes += 1
      return act(...values)
    }
    return [name, call] as const
  })
  return Object.fromEntries(calls)
}

function install(calls: object): void {
  Object.assign(fs, calls)
  syncBuiltinESMExports()
}
