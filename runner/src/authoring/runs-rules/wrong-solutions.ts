import { chooseHint } from '../../course/choose-hint.ts'
import type { Unruled } from '../problem.ts'
import { readWrongHeader, type WrongHeader } from '../sources/wrong-header.ts'
import type { KataRuns, VariantRun } from '../variants/variant-run.ts'
import { describeVerdict } from './describe-verdict.ts'

/** Each wrong solution fails the test it names first, by an assertion, and does so again in random order. */
export function checkWrongFails({ kata, first, again }: KataRuns): Unruled[] {
  return [...first, ...again].filter(isWrong).flatMap((run) => {
    const { verdict, variant, seed } = run
    const { fails } = headerOf(kata, run)
    if (fails === undefined || verdict.state === 'undecided') return []
    const { brokenStage = kata.slug } = verdict
    if (verdict.state === 'failed' && verdict.failedTest === fails && brokenStage === kata.slug) return []
    const when = seed === undefined ? '' : `seed ${seed}: `
    const file = `${kata.folder}/${variant.path}`
    return [
      {
        file,
        line: 1,
        expected: `"${fails}" to fail first`,
        got: `${when}${describeVerdict(verdict)}`,
        fix: fixFor(run),
      },
    ]
  })
}

function fixFor({ verdict }: VariantRun): string {
  if (verdict.state === 'passed') return 'The test accepts a mistake: make it see the effect.'
  if (verdict.state === 'failed') return 'Name the test that fails, or let the mistake be the only one in the file.'
  return 'Let it fail by what it does to the server: as it is, it would also fail without a test.'
}

/** Who fails as a wrong solution fails is offered the hint which that file names. */
export function checkHintOffered({ kata, first }: KataRuns): Unruled[] {
  return first.filter(isWrong).flatMap((run) => {
    const { fails, hint } = headerOf(kata, run)
    if (run.verdict.state !== 'failed' || run.verdict.failedTest !== fails || hint === undefined) return []
    if (!kata.hints.some(({ heading }) => heading === hint)) return []
    const offered = chooseHint(kata.hints, { failedTest: fails, seen: [] })
    if (offered?.heading === hint) return []
    const file = `${kata.folder}/${run.variant.path}`
    const fix = `Write \`for: ${fails}\` under that heading in hints.md, or name the hint which is offered.`
    return [{ file, line: 2, expected: `the hint "${hint}"`, got: offered ? `"${offered.heading}"` : 'none', fix }]
  })
}

/** Every test rejects a wrong solution or says why it is kept. */
export function checkTestRejects({ kata, first }: KataRuns): Unruled[] {
  const wrong = first.filter(isWrong)
  if (wrong.length === 0 || wrong.some(({ verdict }) => verdict.state === 'undecided')) return []
  const failed = new Set(
    wrong
      .flatMap(({ verdict }) => verdict.tests)
      .filter(({ state, stage = kata.slug }) => state === 'failed' && stage === kata.slug)
      .map(({ name }) => name),
  )
  const idle = kata.tests.filter(({ name, keptBecause }) => !failed.has(name) && keptBecause === undefined)
  return idle.map(({ name, line }) => ({
    file: `${kata.folder}/${kata.testName}`,
    line,
    expected: `a wrong solution that fails "${name}"`,
    got: 'none',
    fix: 'Add the mistake that it catches, or say above the test: `// kept because: …`.',
  }))
}

function isWrong({ variant }: VariantRun): boolean {
  return variant.kind === 'wrong'
}

function headerOf(kata: KataRuns['kata'], { variant }: VariantRun): WrongHeader {
  return readWrongHeader(kata.files.get(variant.path) ?? '')
}
