import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'

/** Who listens on a port of this machine: `node (process 4711)`. Undefined when it can't be known, as of another user's process. */
export async function findPortHolder(port: number): Promise<string | undefined> {
  return process.platform === 'linux' ? findInProc(port) : askLsof(port)
}

async function askLsof(port: number): Promise<string | undefined> {
  const args = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']
  const { stdout } = await promisify(execFile)('lsof', args, { timeout: 5000 }).catch(() => ({ stdout: '' }))
  const [, pid, name] = stdout.match(/^p(\d+)\n(?:f.*\n)*c(.+)$/m) ?? []
  return pid === undefined ? undefined : `${name} (process ${pid})`
}

/** Two steps: the table of sockets has the inode of the listening one, and a process has a file that is this inode. */
async function findInProc(port: number): Promise<string | undefined> {
  const inodes = (await Promise.all(['tcp', 'tcp6'].map((name) => listListening(name, port)))).flat()
  if (inodes.length === 0) return undefined
  const files = new Set(inodes.map((inode) => `socket:[${inode}]`))
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await hasOpen(pid, files))) continue
    // Of a program that names its threads, `comm` is the name of a thread.
    return `${basename(await readlink(`/proc/${pid}/exe`).catch(() => '?'))} (process ${pid})`
  }
  return undefined
}

async function listListening(table: string, port: number): Promise<string[]> {
  const text = await readFile(`/proc/net/${table}`, 'utf8').catch(() => '')
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/))
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  // 0A is the state LISTEN.
  return rows.flatMap(([, local = '', , state, , , , , , inode]) =>
    local.endsWith(end) && state === '0A' && inode ? [inode] : [],
  )
}

async function hasOpen(pid: string, files: ReadonlySet<string>): Promise<boolean> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const targets = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')))
  return targets.some((target) => files.has(target))
}
