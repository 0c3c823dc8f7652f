import { basename, extname } from 'node:path'
import type { KataSources } from './kata-sources.ts'

/** The wrong solutions of a kata, by path below its folder. */
export function wrongFiles(kata: KataSources): string[] {
  return [...kata.files.keys()].filter((path) => path.startsWith('wrong/') && !path.endsWith('.snap'))
}

/** The alternatives of a kata, by path below its folder. */
export function alternativeFiles(kata: KataSources): string[] {
  return [...kata.files.keys()].filter((path) => path.startsWith('solution/alternatives/'))
}

/** `wrong/no-lock.ts` is called `no-lock`. */
export function variantName(path: string): string {
  return basename(path, extname(path))
}
