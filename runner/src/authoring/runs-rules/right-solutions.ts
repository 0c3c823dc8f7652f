import type { Unruled } from '../problem.ts'
import { limitSecondsOf } from '../variants/limit-seconds.ts'
import { isRight, type Variant } from '../variants/variant.ts'
import type { KataRuns } from '../variants/variant-run.ts'
import { describeVerdict } from './describe-verdict.ts'

/** The solution passes. */
export function checkSolutionPasses(runs: KataRuns): Unruled[] {
  return checkPasses(runs, 'solution')
}

/** Every alternative passes. */
export function checkAlternativesPass(runs: KataRuns): Unruled[] {
  return checkPasses(runs, 'alternative')
}

function checkPasses({ kata, first }: KataRuns, kind: Variant['kind']): Unruled[] {
  return first
    .filter(({ variant }) => variant.kind === kind)
    .flatMap(({ variant, verdict }) => {
      // A run that takes too long is told by `time-within-limit`.
      if (verdict.state === 'passed' || verdict.state === 'undecided' || verdict.state === 'timed-out') return []
      const fix = 'Correct it, or the test: any right design has to pass.'
      const got = describeVerdict(verdict)
      const expected = variant.isCapstone ? 'the capstone run to pass' : 'all tests to pass'
      return [{ file: `${kata.folder}/${variant.path}`, expected, got, fix }]
    })
}

/** Right solutions pass again, in random test order. */
export function checkPassesAgain({ kata, again }: KataRuns): Unruled[] {
  return again
    .filter(({ variant }) => isRight(variant))
    .flatMap(({ variant, verdict, seed }) => {
      if (verdict.state === 'passed' || verdict.state === 'undecided') return []
      const order = seed === undefined ? '' : ` --seed ${seed}`
      const fix = `Find what one test leaves for another, or what depends on time: \`kata dev check ${kata.slug} --repeat 20${order}\`.`
      const got = `${seed === undefined ? '' : `seed ${seed}: `}${describeVerdict(verdict)}`
      return [{ file: `${kata.folder}/${variant.path}`, expected: 'all tests to pass again', got, fix }]
    })
}

/** A right solution needs at most half of `timeoutSeconds`, so that a machine half as fast is enough. Its best run counts. */
export function checkTimeWithinLimit({ kata, first, again }: KataRuns): Unruled[] {
  const placed = kata.kata
  if (placed === undefined) return []
  return first
    .filter(({ variant }) => isRight(variant))
    .flatMap(({ variant, verdict }) => {
      const limitSeconds = limitSecondsOf(placed, variant)
      const others = again.filter((run) => run.variant.name === variant.name && run.verdict.state === 'passed')
      const seconds = Math.min(verdict.durationMs, ...others.map((run) => run.verdict.durationMs)) / 1000
      const isTooLong = verdict.state === 'timed-out' || (verdict.state === 'passed' && seconds > limitSeconds / 2)
      if (!isTooLong) return []
      const got = verdict.state === 'timed-out' ? describeVerdict(verdict) : `${seconds.toFixed(1)} s`
      const expected = `at most ${limitSeconds / 2} s, half of timeoutSeconds`
      const fix = 'Make it faster, or raise timeoutSeconds in kata.json.'
      return [{ file: `${kata.folder}/${variant.path}`, expected, got, fix }]
    })
}
