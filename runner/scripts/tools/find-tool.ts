import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'

/** The arguments with which this Node starts the program `name` of an installed package. */
export function findTool(packageName: string, name = packageName): string[] {
  const manifestPath = findPackageJSON(packageName, import.meta.url)
  if (manifestPath === undefined) throw new TypeError(`${packageName} is not installed; run npm ci`)
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { bin: string | Record<string, string> }
  const file = typeof bin === 'string' ? bin : bin[name]
  if (file === undefined) throw new TypeError(`${packageName} has no program called ${name}`)
  return [join(dirname(manifestPath), file)]
}
