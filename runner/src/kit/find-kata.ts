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

/**
 * The kata of a test file: described beside it, or in the course under the name of the test, which is all that the
 * stages of a build have of their own, or of its folder.
 */
export async function findKata(testFile: string): Promise<TestedKata | undefined> {
  const folder = dirname(testFile)
  const slug = kataOfTest(testFile)
  const slugs = [slug, basename(folder)]
  for (const file of [folder, ...slugs.map((name) => join(courseFolder, name))].map(descriptionIn)) {
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text !== undefined) return { slug, services: readNeeds(text) }
  }
  return undefined
}

/** The name of the kata that a test belongs to, in the workspace as in a staged copy. */
export function kataOfTest(testFile: string): string {
  return basename(testFile, '.test.ts')
}

function descriptionIn(folder: string): string {
  return join(folder, 'kata.json')
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
