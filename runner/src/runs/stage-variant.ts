import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Kata } from '../course/kata.ts'
import { sortableId } from '../sortable-id.ts'
import type { RunTarget } from './run-target.ts'

const stagingFolder = fileURLToPath(new URL('../../../.staging', import.meta.url))

/** What a variant never needs beside it. */
const leftOut = ['solution', 'wrong', 'README.md', 'hints.md', 'kata.json']

/** A copy of a kata at a path of its own, with `variantFile` in the place of the learner's file. Removed when disposed of. */
export async function stageVariant(kata: Kata, variantFile: string): Promise<RunTarget & AsyncDisposable> {
  const root = join(stagingFolder, sortableId())
  const folder = join(root, kata.slug)
  await mkdir(folder, { recursive: true })
  const names = (await readdir(kata.folder)).filter((name) => !leftOut.includes(name) && name !== kata.variantName)
  await Promise.all(names.map((name) => cp(join(kata.folder, name), join(folder, name), { recursive: true })))
  await cp(variantFile, join(folder, kata.variantName))
  return {
    kata,
    folder,
    pristineTest: await readFile(kata.testFile, 'utf8'),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}
