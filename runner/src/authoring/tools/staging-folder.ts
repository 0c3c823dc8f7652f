import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder of its own below `.staging`, for a file that a tool wants to read; removed when disposed of. */
export async function makeStagingFolder(
  packageRoot: string,
  purpose: 'types' | 'format',
): Promise<AsyncDisposable & { readonly path: string }> {
  await mkdir(join(packageRoot, '.staging'), { recursive: true })
  const path = await mkdtemp(join(packageRoot, '.staging', `${purpose}-`))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
