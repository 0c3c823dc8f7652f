import type { Unruled } from '../problem.ts'
import type { KataRuns, VariantRun } from '../variants/variant-run.ts'
import { describeVerdict } from './describe-verdict.ts'

/** What a message says that tells of code that isn't there, instead of an effect that is wrong. */
const emptyMessage = /not (yet )?implemented|is not a function|is not defined|cannot read propert|todo\b/i

/** The starter compiles. */
export function checkStarterCompiles({ kata, first }: KataRuns): Unruled[] {
  const verdict = findStarter(first)?.verdict
  if (verdict?.state !== 'did-not-compile') return []
  const file = kata.starterPath
  const line = verdict.place === undefined ? {} : { line: verdict.place.line }
  return [{ file, ...line, expected: 'a starter that compiles', got: verdict.message, fix: 'Correct it.' }]
}

/** The starter fails by a constraint's message, not by a crash or by doing nothing. */
export function checkStarterFails({ kata, first }: KataRuns): Unruled[] {
  const verdict = findStarter(first)?.verdict
  if (verdict === undefined || verdict.state === 'undecided' || verdict.state === 'did-not-compile') return []
  const file = kata.starterPath
  const expected = 'the first failing test to be one of a constraint, by an assertion'
  const got = describeVerdict(verdict)
  if (verdict.state === 'passed') return [{ file, expected, got, fix: fixForPass(kata) }]
  if (verdict.state !== 'failed') {
    return [{ file, expected, got, fix: 'Let the starter do the task in the way that breaks the constraint.' }]
  }
  const { brokenStage = kata.slug } = verdict
  if (brokenStage !== kata.slug) {
    const fix =
      'A later stage keeps the promises of the earlier ones: correct the solution of the stage before, or that test.'
    return [{ file, expected: `a test of ${kata.slug} to fail first`, got, fix }]
  }
  const sentences = (kata.kata?.constraints ?? []).map(({ sentence }) => sentence)
  if (sentences.length > 0 && !sentences.includes(verdict.failedTest)) {
    const fix = 'Name the test by the constraint it defends, or move it behind those that do.'
    return [{ file, expected, got: `"${verdict.failedTest}", which is no constraint of kata.json, failed`, fix }]
  }
  // A place is known when the learner's own code threw, instead of an assertion about its effect.
  if (verdict.place === undefined && !emptyMessage.test(verdict.message)) return []
  return [{ file, expected, got, fix: 'Let the starter do the task in the way that breaks the constraint.' }]
}

/** What a later stage of a build begins with is what solves the stage before. */
function fixForPass({ kata }: KataRuns['kata']): string {
  return (kata?.stage?.number ?? 1) > 1
    ? 'Make it a real step: the test of this stage has to reject what solves the stage before.'
    : 'Leave the learner something to do.'
}

function findStarter(runs: readonly VariantRun[]): VariantRun | undefined {
  return runs.find(({ variant }) => variant.kind === 'starter')
}
