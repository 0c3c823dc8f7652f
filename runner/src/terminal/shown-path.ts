import { relative } from 'node:path'

/** A path as it is shown: from the current folder, unless it leads far away from there. */
export function shownPath(path: string, currentFolder: string): string {
  const way = relative(currentFolder, path) || '.'
  return way.startsWith('../..') || way.startsWith('..\\..') ? path : way
}
