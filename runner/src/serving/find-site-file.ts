import { realpathSync, type Stats, statSync } from 'node:fs'
import { join, sep } from 'node:path'

/** What an address of the site leads to. */
export type FoundFile =
  | { readonly kind: 'file'; readonly path: string; readonly sizeBytes: number; readonly changedMs: number }
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'none' }

/**
 * The file of a site for an address below `base`. The address may be anything that somebody sends: nothing outside of
 * the folder is ever found, neither by `..`, encoded or not, nor by a link that leads out of it.
 */
export function findSiteFile(folder: string, base: string, address: string): FoundFile {
  const path = decode(address)
  if (path === undefined) return { kind: 'none' }
  if (path !== base && (path === '/' || `${path}/` === base)) return { kind: 'moved', to: base }
  if (!path.startsWith(base)) return { kind: 'none' }
  const isPage = path.endsWith('/')
  const names = path.slice(base.length, isPage ? -1 : undefined).split('/')
  const parts = names.join('/') === '' ? [] : names
  if (!parts.every(isPlainName)) return { kind: 'none' }
  const file = findBelow(folder, isPage ? [...parts, 'index.html'] : parts)
  if (file?.stats.isDirectory() && findBelow(folder, [...parts, 'index.html'])) {
    return { kind: 'moved', to: `${base}${parts.map((part) => `${encodeURIComponent(part)}/`).join('')}` }
  }
  if (!file?.stats.isFile()) return { kind: 'none' }
  return { kind: 'file', path: file.path, sizeBytes: file.stats.size, changedMs: file.stats.mtimeMs }
}

function decode(address: string): string | undefined {
  try {
    return decodeURIComponent(address.replace(/[?#].*$/s, ''))
  } catch {
    return undefined
  }
}

/** Neither empty, nor a step up, nor hidden, nor what some system reads as a path of its own. */
function isPlainName(name: string): boolean {
  return /^[^.\\:\0/][^\\:\0/]*$/.test(name)
}

function findBelow(folder: string, parts: readonly string[]): { path: string; stats: Stats } | undefined {
  try {
    const root = realpathSync(folder)
    const path = realpathSync(join(root, ...parts))
    return path === root || path.startsWith(root + sep) ? { path, stats: statSync(path) } : undefined
  } catch {
    return undefined
  }
}
