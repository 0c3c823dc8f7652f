import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { pollUntil } from '../poll-until.ts'

export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return !isZombie(processId)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Ended, but nobody has asked how: so it stays in containers whose first process does not care. */
function isZombie(processId: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    return saysZombie(readFileSync(`/proc/${processId}/stat`, 'utf8'))
  } catch {
    return true
  }
}

/**
 * Whether `/proc/<id>/stat` is of a process that has ended with all of its threads. While one of them has not, its ports are
 * not free, even if the first is a zombie already.
 */
export function saysZombie(stat: string): boolean {
  const fields = fieldsAfterName(stat)
  return fields[0] === 'Z' && Number(fields[17]) <= 1
}

/** From the third field, the state, on. The name of a program, which is the second, may hold anything, also brackets and spaces. */
function fieldsAfterName(stat: string): string[] {
  return stat.replace(/^.*\) /s, '').split(' ')
}

/** The command line of a process, or an empty text when it is gone. Process ids are reused, so look before killing. */
export async function readCommandLine(processId: number): Promise<string> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${processId}/cmdline`, 'utf8').catch(() => '')
    return text.replaceAll('\0', ' ')
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', `${processId}`]).catch(() => ({
    stdout: '',
  }))
  return stdout
}

/** The processes of this group that run, its leader among them while that lives. */
export async function listGroup(groupId: number): Promise<readonly number[]> {
  const rows = process.platform === 'linux' ? await listByProc() : await listByPs()
  return rows.flatMap(([processId = 0, group = 0]) => (group === groupId && isRunning(processId) ? [processId] : []))
}

async function listByProc(): Promise<readonly (readonly number[])[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = ids.map((id) => readFile(`/proc/${id}/stat`, 'utf8').catch(() => ''))
  return (await Promise.all(stats)).map((stat, at) => [Number(ids[at]), Number(fieldsAfterName(stat)[2])])
}

async function listByPs(): Promise<readonly (readonly number[])[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,pgid=']).catch(() => ({ stdout: '' }))
  return stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
}

/** Ends a process by `signal`, and by SIGKILL when it has not gone in time. */
export async function endProcess(processId: number, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  send(processId, signal)
  const isGone = await pollUntil(async () => !isRunning(processId), { withinMs, everyMs: 5 })
  if (isGone || signal === 'SIGKILL') return
  send(processId, 'SIGKILL')
  await pollUntil(async () => !isRunning(processId), { withinMs: 2000, everyMs: 5 })
}

function send(processId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(processId, signal)
  } catch {
    // It is gone already, which is what was wanted.
  }
}
