import type { Build } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import type { Progress } from './derive-progress.ts'

/** The stage of a build at which a learner is: the one in work, else the first that is not passed, else the last. */
export function chooseStage({ stages }: Build, { katas, lastKata }: Progress): Kata {
  const isPassed = ({ slug }: Kata): boolean => katas.get(slug)?.state === 'passed'
  const last = stages.find(({ slug }) => slug === lastKata)
  if (last !== undefined && !isPassed(last)) return last
  return stages.find((stage) => !isPassed(stage)) ?? lastOf(stages)
}

function lastOf(stages: readonly Kata[]): Kata {
  const last = stages.at(-1)
  if (last === undefined) throw new RangeError('A build has stages.')
  return last
}
