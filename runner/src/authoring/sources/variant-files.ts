import { basename, extname } from 'node:path'
import { sheetName } from '../../course/build.ts'
import type { KataSources } from './kata-sources.ts'

const sheetEnding = `.${sheetName}`

/** The wrong solutions of a kata, by path below its folder; of one that is wrong by its design sheet alone, that sheet. */
export function wrongFiles(kata: KataSources): string[] {
  return variantFiles(kata, 'wrong/')
}

/** The alternatives of a kata, by path below its folder; a design sheet where nothing else is different. */
export function alternativeFiles(kata: KataSources): string[] {
  return variantFiles(kata, 'solution/alternatives/')
}

function variantFiles({ files }: KataSources, folder: string): string[] {
  const own = [...files.keys()].filter((path) => path.startsWith(folder) && !path.endsWith('.snap'))
  return own.filter((path) => !isSheet(path) || !own.includes(path.replace(sheetEnding, '.ts')))
}

/** Whether a variant is a design sheet, with the code of the solution. */
export function isSheet(path: string): boolean {
  return path.endsWith(sheetEnding)
}

/** The design sheet of a variant, which lies beside its code when it is not the solution's. */
export function sheetOf({ files }: KataSources, path: string): string {
  const own = isSheet(path) ? path : path.replace(/\.ts$/, sheetEnding)
  return files.has(own) ? own : `solution/${sheetName}`
}

/** `wrong/no-lock.ts` is called `no-lock`, as is `wrong/no-lock.design-sheet.ts`. */
export function variantName(path: string): string {
  return basename(path, isSheet(path) ? sheetEnding : extname(path))
}
