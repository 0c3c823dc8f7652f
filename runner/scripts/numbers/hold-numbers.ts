import { dirname } from 'node:path'
import { kataSizes } from '../../src/authoring/kata/kata-size.ts'
import type { Measured } from './measure-source.ts'

/** One number that the project holds: what was found, what is allowed, and where it is broken. */
export interface HeldNumber {
  readonly name: string
  readonly found: number
  readonly limit: number
  /** Places over the limit, the worst first. */
  readonly over: readonly string[]
}

interface Sized {
  readonly place: string
  readonly lines: number
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

function largest(name: string, limit: number, sizes: readonly Sized[]): HeldNumber {
  const over = sizes.filter(({ lines }) => lines > limit).sort((a, b) => b.lines - a.lines)
  const found = Math.max(0, ...sizes.map(({ lines }) => lines))
  return { name, limit, found, over: over.map(({ place, lines }) => `${place} (${lines})`) }
}

function median(name: string, limit: number, sizes: readonly Sized[]): HeldNumber {
  return { name, limit, found: medianOf(sizes.map(({ lines }) => lines)), over: [] }
}

function forbidden(name: string, files: readonly Measured[], count: (file: Measured) => number): HeldNumber {
  const over = files.filter((file) => count(file) > 0).map((file) => `${file.path} (${count(file)})`)
  return { name, limit: 0, found: files.reduce((sum, file) => sum + count(file), 0), over }
}

const isTest = ({ path }: Measured) => path.endsWith('.test.ts')

/** The numbers to hold of the runner's own source. Sizes leave tests out; forbidden forms do not. */
export function holdRunnerNumbers(files: readonly Measured[]): HeldNumber[] {
  const program = files.filter((file) => !isTest(file))
  const sources = program.map(({ path, lines }) => ({ place: path, lines }))
  const functions = program.flatMap(({ path, functions }) =>
    functions.map(({ line, lines }) => ({ place: `${path}:${line}`, lines })),
  )
  return [
    median('source file, median lines', 60, sources),
    largest('source file, most lines', 250, sources),
    median('function, median lines', 10, functions),
    largest('function, most lines', 50, functions),
    forbidden('any', files, (file) => file.anyTypes),
    forbidden('non-null !', files, (file) => file.nonNullAssertions),
    forbidden('bare new Error(', program, (file) => file.bareErrors),
  ]
}

/** The numbers to hold of the katas: sizes by the part which a file plays. A boss of a chapter may be twice as long. */
export function holdKataNumbers(files: readonly Measured[], bosses: readonly string[] = []): HeldNumber[] {
  const sizes = files.map(({ path, lines }) => ({ place: path, lines }))
  const matching = (pattern: RegExp) => sizes.filter(({ place }) => pattern.test(place))
  const solutions = matching(/^katas\/[^/]+\/solution\/.*\.ts$/)
  const sheets = solutions.filter(({ place }) => place.endsWith('/solution/design-sheet.ts'))
  const tests = matching(/^katas\/([^/]+)\/\1\.test\.ts$/)
  const capstones = matching(/^katas\/[^/]+\/capstone\.ts$/)
  const triesSheet = ({ place }: Sized): boolean => capstones.some((each) => dirname(each.place) === dirname(place))
  const isOfBuild = ({ place }: Sized): boolean => sheets.some((sheet) => place.startsWith(dirname(sheet.place)))
  const isOfBoss = ({ place }: Sized): boolean => bosses.some((slug) => place.startsWith(`katas/${slug}/`))
  const part = (name: 'starter' | 'test' | 'solution', parts: readonly Sized[]): HeldNumber[] => {
    const ofBosses = parts.filter(isOfBoss)
    const others = parts.filter((one) => !isOfBoss(one))
    const most = (whose: string) => `${name} of a ${whose}, most lines`
    return [
      largest(most('kata'), kataSizes.usual[name], others),
      ...(ofBosses.length > 0 ? [largest(most('boss'), kataSizes.ofBoss[name], ofBosses)] : []),
    ]
  }
  return [
    ...part('starter', matching(/^katas\/([^/]+)\/\1\.ts$/)),
    ...part(
      'test',
      tests.filter((one) => !triesSheet(one)),
    ),
    // The last test of a build tries every claim of its sheet.
    largest('test of a design sheet, most lines', kataSizes.ofLastStage.test, tests.filter(triesSheet)),
    ...part(
      'solution',
      solutions.filter((one) => !isOfBuild(one)),
    ),
    // The code of a build grows from stage to stage.
    largest('code of a build, most lines', kataSizes.ofBuild.solution, solutions.filter(isOfBuild)),
  ]
}

export function isHeld({ found, limit }: HeldNumber): boolean {
  return found <= limit
}
