import type { Verdict } from './verdict.ts'

/**
 * The verdict on a stage of a build, from those of its tests: one for each stage up to it, in order, of which only the
 * last may be no pass. It tells of each test to which stage it belongs, and which stage's promise broke.
 */
export function joinVerdicts(kata: string, verdicts: readonly Verdict[]): Verdict {
  const last = verdicts.at(-1)
  if (last === undefined) throw new RangeError('A stage has a test.')
  return {
    ...last,
    kata,
    ...(last.state === 'passed' ? {} : { brokenStage: last.kata }),
    durationMs: verdicts.reduce((sum, { durationMs }) => sum + durationMs, 0),
    tests: verdicts.flatMap(({ kata: stage, tests }) => tests.map((test) => ({ ...test, stage }))),
    notes: verdicts.flatMap(({ notes }) => notes),
    output: verdicts.map(({ output }) => output).join(''),
  }
}
