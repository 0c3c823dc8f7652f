import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sheetName } from '../course/build.ts'
import type { Kata } from '../course/kata.ts'
import { sortableId } from '../sortable-id.ts'
import { layOutKata } from './lay-out-kata.ts'
import { type RunTarget, targetAt } from './run-target.ts'

const stagingFolder = fileURLToPath(new URL('../../../.staging', import.meta.url))

/**
 * A copy of a kata at a path of its own, with `variantFile` in the place of the learner's file; of a stage of a build also
 * a design sheet, the solution's unless another is given. Removed when disposed of.
 */
export async function stageVariant(
  kata: Kata,
  variantFile: string,
  sheetFile = join(kata.folder, 'solution', sheetName),
): Promise<RunTarget & AsyncDisposable> {
  const root = join(stagingFolder, sortableId())
  const folder = join(root, kata.slug)
  await layOutKata(kata, folder)
  await copyFile(variantFile, join(folder, kata.starterName))
  if (kata.stage !== undefined) await copyFile(sheetFile, join(folder, sheetName))
  return { ...targetAt(folder, kata), [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}
