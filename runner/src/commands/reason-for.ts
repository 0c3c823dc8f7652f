import type { BuildStage } from '../course/build.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import type { NextCandidate } from './find-next-candidates.ts'

/** Why this comes next, as one sentence that begins with "Because". */
export function reasonFor(candidate: NextCandidate, progress: Progress): string {
  switch (candidate.kind) {
    case 'go-on':
      return reasonToGoOn(candidate.kata.slug, progress)
    case 'review':
      return reasonToReview(candidate.line)
    case 'read': {
      const [kata] = candidate.lesson.katas
      const leads = kata === undefined ? '' : `, and leads to the kata ${kata}`
      return `Because it is the next lesson in the course's order${leads}.`
    }
    case 'begin':
      if (candidate.kata.stage !== undefined && candidate.kata.stage.number > 1)
        return reasonToBuildOn(candidate.kata.stage)
      return candidate.closes === undefined
        ? "Because it is the next kata in the course's order."
        : `Because it closes the chapter ${candidate.closes}.`
  }
}

function reasonToBuildOn({ build, number, stages }: BuildStage): string {
  return `Because it is stage ${number} of ${stages.length} of the build ${build}.`
}

function reasonToGoOn(slug: string, { katas }: Progress): string {
  const kata = katas.get(slug)
  const day = kata?.lastTouchedAt.slice(0, 10) ?? ''
  if (kata?.lastRun?.failedTest !== undefined && kata.lastRun.state === 'failed') {
    return `Because you are in the middle of it. On ${day} this was still broken: "${kata.lastRun.failedTest}".`
  }
  return `Because you began it${kata?.isBegunAgain ? ' again' : ''} and have not passed it since; you were there last on ${day}.`
}

const memories: Readonly<Record<string, string>> = {
  again: 'with the solution at hand',
  hard: 'with hints or after many tries',
  good: 'without a hint',
  easy: 'at once',
}

function reasonToReview({
  lastPassedAt,
  lastGrade,
  daysLeft,
}: Extract<NextCandidate, { kind: 'review' }>['line']): string {
  const since = daysLeft <= -1 ? `since ${-daysLeft} ${daysLeft === -1 ? 'day' : 'days'}` : 'today'
  return `Because you passed it on ${lastPassedAt.slice(0, 10)} ${memories[lastGrade] ?? ''}, and it is due for review ${since}.`
}
