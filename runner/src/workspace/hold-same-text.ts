import { existsSync, readFileSync } from 'node:fs'
import { withLfEnds } from './content-hash.ts'

/** Whether both files are there and hold the same text, whatever its line ends are. */
export function holdSameText(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false
  return withLfEnds(readFileSync(one, 'utf8')) === withLfEnds(readFileSync(other, 'utf8'))
}
