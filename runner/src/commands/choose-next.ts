import type { Kata } from '../course/kata.ts'
import type { NextSuggestion } from '../report/next-suggestion.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import type { NextCandidate } from './find-next-candidates.ts'
import { reasonFor } from './reason-for.ts'

interface Circumstances {
  readonly progress: Progress
  /** Services that this machine can't have. */
  readonly missing: ReadonlySet<string>
  /** How long the learner has; absent for as long as it takes. */
  readonly minutes?: number | undefined
  readonly due: readonly string[]
}

/** The first of the candidates that this machine and the learner's time allow, and why it and none before it. */
export function chooseNext(candidates: readonly NextCandidate[], circumstances: Circumstances): NextSuggestion {
  const { due } = circumstances
  const chosen = candidates.find((candidate) => obstacleTo(candidate, circumstances) === undefined)
  const before = chosen === undefined ? [] : candidates.slice(0, candidates.indexOf(chosen))
  if (candidates.length === 0)
    return { kind: 'finished', because: ['You have passed every kata there is so far.'], due }
  if (chosen === undefined) return { kind: 'nothing-fits', because: whyNothing(candidates, circumstances), due }
  const obstacles = before
    .slice(0, 2)
    .map((candidate) => `${name(candidate)} would come first and ${whyNot(candidate, circumstances)}`)
  const others = due.filter((slug) => chosen.kind !== 'review' || slug !== chosen.kata.slug)
  return {
    kind: chosen.kind,
    ...('kata' in chosen ? { kata: chosen.kata.slug, title: chosen.kata.title } : { lesson: chosen.lesson.slug }),
    minutes: chosen.minutes,
    because: [reasonFor(chosen, circumstances.progress), ...obstacles, ...remarkOn(others)],
    command: commandFor(chosen),
    due,
  }
}

/** The words that lead there on a command line. */
function commandFor(candidate: NextCandidate): string {
  switch (candidate.kind) {
    case 'read':
      return `kata read ${candidate.lesson.slug}`
    case 'review':
      return `kata review ${candidate.kata.slug}`
    case 'go-on':
      return `kata watch ${candidate.kata.slug}`
    case 'begin':
      return `kata start ${candidate.kata.slug}`
  }
}

type Obstacle = { readonly service: string } | { readonly minutes: number }

function obstacleTo(candidate: NextCandidate, { missing, minutes }: Circumstances): Obstacle | undefined {
  const service =
    'kata' in candidate ? Object.keys(candidate.kata.services).find((name) => missing.has(name)) : undefined
  if (service !== undefined) return { service }
  return minutes !== undefined && candidate.minutes > minutes ? { minutes: candidate.minutes } : undefined
}

function whyNot(candidate: NextCandidate, circumstances: Circumstances): string {
  const obstacle = obstacleTo(candidate, circumstances)
  if (obstacle === undefined) return ''
  return 'service' in obstacle
    ? `needs ${obstacle.service}, which this machine can't have yet: see \`kata doctor\`.`
    : `takes ${obstacle.minutes} minutes.`
}

function name(candidate: NextCandidate): string {
  return 'kata' in candidate ? candidate.kata.slug : `The lesson ${candidate.lesson.slug}`
}

/** The shortest that the machine allows, else what the machine lacks for the first. */
function whyNothing(candidates: readonly NextCandidate[], circumstances: Circumstances): string[] {
  const [first] = candidates
    .filter((candidate) => !('service' in (obstacleTo(candidate, circumstances) ?? {})))
    .toSorted((one, other) => one.minutes - other.minutes)
  if (first !== undefined) return [`${name(first)} is the shortest there is now and ${whyNot(first, circumstances)}`]
  return candidates.slice(0, 1).map((candidate) => `${name(candidate)} ${whyNot(candidate, circumstances)}`)
}

function remarkOn(due: readonly Kata['slug'][]): string[] {
  if (due.length === 0) return []
  return [`${due.length === 1 ? `${due[0]} is` : `${due.length} other katas are`} due for review: \`kata review\`.`]
}
