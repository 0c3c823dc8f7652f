import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Texts by path relative to the root, with forward slashes and LF ends. */
export type TextTree = ReadonlyMap<string, string>

const skippedFolders = new Set(['node_modules', '.staging', '.git'])

/** Reads every file below the given folders of a root. A folder that is missing is empty. */
export async function readTree(root: string, folders: readonly string[]): Promise<TextTree> {
  const lists = await Promise.all(folders.map((folder) => listFiles(join(root, folder))))
  const entries = await Promise.all(
    lists.flat().map(async (path): Promise<[string, string]> => {
      const text = await readFile(path, 'utf8')
      return [relative(root, path).split(sep).join('/'), text.replaceAll('\r\n', '\n')]
    }),
  )
  return new Map(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const lists = entries.map((entry) => {
    const path = join(folder, entry.name)
    if (!entry.isDirectory()) return [path]
    return skippedFolders.has(entry.name) ? [] : listFiles(path)
  })
  return (await Promise.all(lists)).flat()
}
