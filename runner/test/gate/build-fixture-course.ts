import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { BrokenCase, Edit } from '../fixtures/gate/broken-cases.ts'
import { packageRoot } from '../support/fixture-course.ts'

const goodFolder = join(import.meta.dirname, '..', 'fixtures', 'gate', 'good')
const filler = 'Nobody knows why, and the customer has two parcels at the door. '.repeat(75).trim()

/** A course for the gate, with one kata and one lesson a case. It lies in the package, so that its katas find the kit. */
export interface FixtureCourse extends AsyncDisposable {
  readonly root: string
}

/** Writes a course of copies of the good kata and its lesson, each changed by its case. */
export async function buildFixtureCourse(cases: readonly BrokenCase[]): Promise<FixtureCourse> {
  const root = join(packageRoot, '.staging', `gate-${process.pid}-${Math.random().toString(36).slice(2)}`)
  for (const one of cases) await writeCase(root, one)
  await writeFile(join(root, 'lessons', 'curriculum.json'), renderCurriculum(cases))
  await writeFile(join(root, 'biome.json'), renderBiomeConfig())
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}

async function writeCase(root: string, { rule, edits }: BrokenCase): Promise<void> {
  const texts = edits.reduce(applyEdit, readGoodFiles())
  const named = (text: string): string => text.replaceAll('good-kata', rule).replaceAll('good-lesson', `${rule}-lesson`)
  for (const [path, text] of texts) {
    const file = join(root, named(path))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, named(text.replace('{{filler}}', filler)))
  }
}

function readGoodFiles(): Map<string, string> {
  const files = readdirSync(goodFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  return new Map(paths.map((path) => [relative(goodFolder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]))
}

function applyEdit(texts: Map<string, string>, edit: Edit): Map<string, string> {
  if ('add' in edit) return new Map([...texts, [edit.file, edit.add]])
  const before = texts.get(edit.file)
  if (before?.includes(edit.replace) !== true) throw new RangeError(`${edit.file} does not contain ${edit.replace}`)
  return new Map([...texts, [edit.file, before.replace(edit.replace, () => edit.by)]])
}

function renderCurriculum(cases: readonly BrokenCase[]): string {
  const lessons = cases.map(({ rule, listedKatas }) => ({ slug: `${rule}-lesson`, katas: listedKatas ?? [rule] }))
  const chapter = { slug: 'fixtures', title: 'Fixtures', summary: 'For tests of the gate.', lessons, complete: true }
  return `${JSON.stringify({ chapters: [chapter] }, null, 2)}\n`
}

/** The repository's rules of format, for this folder which the repository leaves out, and without the slow ones. */
function renderBiomeConfig(): string {
  const { formatter, javascript, json } = JSON.parse(readFileSync(join(packageRoot, 'biome.json'), 'utf8'))
  return JSON.stringify({ formatter, javascript, json, linter: { rules: { recommended: true } } })
}
