import { CourseError } from '../../errors.ts'

/** The choices of one order: the lane let in at each step. */
export type Schedule = readonly string[]

/** As short text, to be kept with the evidence: `A,B,A*3,B`. */
export function renderSchedule(schedule: Schedule): string {
  const runs: { lane: string; count: number }[] = []
  for (const lane of schedule) {
    const last = runs.at(-1)
    if (last?.lane === lane) last.count += 1
    else runs.push({ lane, count: 1 })
  }
  return runs.map(({ lane, count }) => escapeLane(lane) + (count > 1 ? `*${count}` : '')).join(',')
}

function escapeLane(lane: string): string {
  return encodeURIComponent(lane).replaceAll('%3A', ':').replaceAll('*', '%2A')
}

export function parseSchedule(text: string): Schedule {
  return text.split(',').flatMap((run) => {
    const [lane, count = '1'] = run.split('*')
    if (!lane || !/^\d+$/.test(count)) {
      throw new CourseError('WRONG_USAGE', { message: `"${text}" is no schedule: expected lanes such as "A,B*2,A".` })
    }
    return Array.from({ length: Number(count) }, () => decodeURIComponent(lane))
  })
}

/** A point at which the explorer chose between lanes. */
export interface Decision {
  /** In the order of the actors. */
  readonly enabled: readonly string[]
  readonly chosen: string
}

/** How often a lane that could have gone on was made to wait for another. */
export function countSwitches(decisions: readonly Decision[]): number {
  return decisions.filter((decision, at) => isSwitch(decisions[at - 1]?.chosen, decision.enabled, decision.chosen))
    .length
}

export function isSwitch(previous: string | undefined, enabled: readonly string[], chosen: string): boolean {
  return previous !== undefined && previous !== chosen && enabled.includes(previous)
}
