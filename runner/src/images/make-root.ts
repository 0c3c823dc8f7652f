import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DistributionMirror } from './distribution-mirror.ts'
import type { FetchedRecipe } from './fetch-parts.ts'
import type { Recipe } from './recipe.ts'
import { runMmdebstrap } from './run-mmdebstrap.ts'

interface RootOptions {
  /** Where to put it. */
  readonly folder: string
  readonly mirror: DistributionMirror
  readonly onProgress: (text: string) => void
  readonly signal?: AbortSignal
}

interface Root {
  readonly tarFile: string
  readonly sizeBytes: number
  /** Of the server that a recipe makes an image of. */
  versionOf(recipe: Recipe): string
}

/** Makes the root file system that all images share. */
export async function makeRoot(
  fetched: readonly FetchedRecipe[],
  { folder, mirror, onProgress, signal }: RootOptions,
): Promise<Root> {
  const tarFile = join(folder, 'root.tar')
  const versionsFile = join(folder, 'versions')
  await runMmdebstrap({
    mirror,
    packages: fetched.flatMap(({ recipe }) => recipe.packages),
    options: fetched.flatMap(({ recipe, fetchedFolder }) => recipe.options?.(fetchedFolder) ?? []),
    tarFile,
    versionsFile,
    onProgress,
    ...(signal ? { signal } : {}),
  })
  const versions = parseVersions(await readFile(versionsFile, 'utf8'))
  return {
    tarFile,
    sizeBytes: (await stat(tarFile)).size,
    versionOf: ({ versionOf }) =>
      'fetched' in versionOf ? versionOf.fetched : (versions.get(versionOf.package) ?? ''),
  }
}

function parseVersions(text: string): ReadonlyMap<string, string> {
  const lines = text.trim().split('\n')
  return new Map(lines.map((line) => line.split(' ')).map(([name = '', version = '']) => [name, version]))
}
