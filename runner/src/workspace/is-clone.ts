import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Whether the package is a clone with its sources, not an installed build. */
export function isClone(packageRoot: string): boolean {
  return existsSync(join(packageRoot, 'runner', 'src'))
}
