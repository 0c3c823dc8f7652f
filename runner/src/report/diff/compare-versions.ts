import { compareTexts, type DiffLine } from './compare-texts.ts'

/** How one file differs between two versions. */
export interface FileDiff {
  readonly file: string
  readonly lines: readonly DiffLine[]
}

/** What leads from one version to another, file by file. A file that only one of them has comes or goes as a whole. */
export function compareVersions(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): FileDiff[] {
  const names = [...new Set([...from.keys(), ...to.keys()])].sort()
  return names.map((file) => ({ file, lines: compareTexts(from.get(file) ?? '', to.get(file) ?? '') }))
}
