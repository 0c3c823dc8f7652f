import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ServiceNeeds, serviceNames } from '../services/service.ts'

/** What a test file's kata needs, as far as the kit has to know. */
export interface TestedKata {
  readonly slug: string
  readonly services: ServiceNeeds
}

const courseFolder = fileURLToPath(new URL('../../../katas/', import.meta.url))

/** The kata of a test file: described beside it, or in the course under the name of its folder. */
export async function findKata(testFile: string): Promise<TestedKata | undefined> {
  const folder = dirname(testFile)
  const slug = basename(folder)
  for (const file of [join(folder, 'kata.json'), join(courseFolder, slug, 'kata.json')]) {
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text !== undefined) return { slug, services: readNeeds(text) }
  }
  return undefined
}

/** What is not there, or no number, counts as not needed: whether the file is right is judged elsewhere. */
function readNeeds(text: string): ServiceNeeds {
  const { services = {} }: { services?: Record<string, unknown> } = JSON.parse(text)
  const known = serviceNames.flatMap((name) => {
    const count = services[name]
    return typeof count === 'number' ? [[name, count] as const] : []
  })
  return Object.fromEntries(known)
}
