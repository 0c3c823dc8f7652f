import { execFileSync } from 'node:child_process'

export interface UnprivilegedUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Under whom local servers run when this process is root, because Postgres refuses root.
 * Undefined when this process is not root: then they run as whoever started them.
 */
export function findUnprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim())
  return { uid: idOf('-u'), gid: idOf('-g') }
}
