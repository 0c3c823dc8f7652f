import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** No run of the gate stages a file for longer. */
const oldestMs = 60 * 60_000

/** Made by the gate alone: `<time>-<random>` for variants, `types-…` and `format-…` for the tools. */
const ownName = /^(?:[0-9a-z]{9}-|types-|format-)/

/** Removes what a gate that was killed has left below `.staging`. */
export async function sweepStaging(packageRoot: string): Promise<void> {
  const folder = join(packageRoot, '.staging')
  const names = (await readdir(folder).catch(() => [])).filter((name) => ownName.test(name))
  await Promise.all(names.map((name) => removeIfOld(join(folder, name))))
}

async function removeIfOld(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && Date.now() - found.mtimeMs > oldestMs) await rm(path, { recursive: true, force: true })
}
