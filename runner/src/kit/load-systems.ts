import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CourseError } from '../errors.ts'
import { importTypeScript } from './import-type-script.ts'

/** A system that the learner's test has to judge: a module of `systems/` in the kata's folder. */
export interface JudgedSystem<Module> {
  /** `right`, or how it breaks its promise: `dedupes-in-memory` of `systems/broken-dedupes-in-memory.ts`. */
  readonly name: string
  readonly keepsItsPromise: boolean
  readonly module: Module
}

const courseFolder = fileURLToPath(new URL('../../../katas/', import.meta.url))
const fileName = /^(right|broken-([a-z0-9-]+))\.ts$/

/**
 * The systems of the kata that a test file belongs to, the right one first. They are the course's own, wherever the
 * learner's test lies, so nobody passes by changing them.
 */
export async function loadSystems<Module>(testFile: string): Promise<readonly JudgedSystem<Module>[]> {
  const folders = [join(courseFolder, basename(dirname(testFile)), 'systems'), join(dirname(testFile), 'systems')]
  for (const folder of folders) {
    const files = await readdir(folder).catch(() => [])
    const systems = await Promise.all(files.map((file) => loadSystem<Module>(folder, file)))
    const found = systems.filter((system) => system !== undefined)
    if (found.length > 0) return found.toSorted((a, b) => Number(b.keepsItsPromise) - Number(a.keepsItsPromise))
  }
  throw new CourseError('COURSE_FILE_INVALID', { message: `Expected systems/right.ts in ${folders.join(' or ')}.` })
}

async function loadSystem<Module>(folder: string, file: string): Promise<JudgedSystem<Module> | undefined> {
  const match = fileName.exec(file)
  if (!match) return undefined
  const module = await importTypeScript<Module>(pathToFileURL(join(folder, file)).href)
  return { name: match[2] ?? 'right', keepsItsPromise: match[2] === undefined, module }
}
