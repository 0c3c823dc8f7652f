import { vi } from 'vitest'
import { asAwaited } from './origin/async-watch.ts'

/**
 * Loads the learner's module again, with a memory of its own, as a second process would have it.
 * What one copy keeps in variables the other can't see.
 *
 * @example const first = await freshCopy(() => import('./cache-stampede.ts'))
 */
export async function freshCopy<T>(load: () => Promise<T>): Promise<T> {
  vi.resetModules()
  // Vitest asks for the module by a way that nobody sees.
  return asAwaited(load)
}
