import { fileURLToPath } from 'node:url'

/**
 * Path of a module of this package, for a program that is started by path: the source when the sources run,
 * the built file when the built files do.
 *
 * @param name relative to the caller, with a `.ts` ending
 * @param from the caller's `import.meta.url`
 */
export function siblingModule(name: string, from: string): string {
  const file = from.endsWith('.ts') ? name : name.replace(/\.ts$/, '.js')
  return fileURLToPath(new URL(file, from))
}
