import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildSite } from '../support/build-site.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The built course: its folder, the address below which it is to lie, and what the build said. */
    readonly builtCourse: { readonly folder: string; readonly base: string; readonly output: string }
  }
}

const root = join(import.meta.dirname, '../../..')

/** Builds the course of this repository once, below a base path; a link that forgets the base leads nowhere then. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-gates-'))
  const base = '/some/course/'
  const { exitCode, output } = await buildSite(root, ['--base', base, '--out', folder])
  if (exitCode !== 0) throw new TypeError(`The course could not be built:\n${output}`)
  project.provide('builtCourse', { folder, base, output })
  return () => rm(folder, { recursive: true, force: true })
}
