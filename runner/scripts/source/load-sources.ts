import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSource, type SourceFile } from './parse-source.ts'

/** The TypeScript files below `root` that match one of the patterns, parsed, in order of their paths. */
export function loadSources(root: string, patterns: readonly string[]): SourceFile[] {
  const exclude = ['**/node_modules/**', '**/fixtures/**', '**/dist/**']
  const paths = globSync([...patterns], { cwd: root, exclude }).map((path) => path.replaceAll('\\', '/'))
  return paths.sort().map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')))
}
