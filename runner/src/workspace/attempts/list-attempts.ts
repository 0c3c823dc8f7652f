import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isPart } from '../safe-files.ts'
import type { Attempt } from './attempt.ts'

/** All kept versions below an attempts folder, by kata and time; of one kata when it is named. */
export function listAttempts(attemptsFolder: string, only?: string): Attempt[] {
  const katas = only === undefined ? foldersOf(attemptsFolder) : [only]
  return katas.flatMap((kata) =>
    foldersOf(join(attemptsFolder, kata)).map((name) => ({ kata, name, folder: join(attemptsFolder, kata, name) })),
  )
}

function foldersOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isPart(entry.name))
    .map(({ name }) => name)
    .sort()
}
