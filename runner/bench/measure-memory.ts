import { execFileSync } from 'node:child_process'

interface ProcessRow {
  readonly id: number
  readonly parent: number
  readonly residentKb: number
}

function listProcesses(): ProcessRow[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [id = 0, parent = 0, residentKb = 0] = line.trim().split(/\s+/).map(Number)
      return { id, parent, residentKb }
    })
}

/** Resident memory in MB of a process, alone or with everything that it started. */
export function measureMemoryMb(id: number, { isTree }: { readonly isTree: boolean }): number {
  const rows = listProcesses()
  const residentKb = (parent: number): number =>
    rows.filter((row) => row.parent === parent).reduce((sum, row) => sum + row.residentKb + residentKb(row.id), 0)
  const own = rows.find((row) => row.id === id)?.residentKb ?? 0
  return (own + (isTree ? residentKb(id) : 0)) / 1024
}
