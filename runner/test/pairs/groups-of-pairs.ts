type Group<Member> = readonly [Member, Member, Member]

interface Numbered<Member> {
  readonly at: number
  readonly member: Member
}

/**
 * Few groups of three in which everyone meets everyone, themselves included: three that run at once are three meetings
 * for the price of three runs, where pairs cost two runs a meeting.
 */
export function groupsOfPairs<Member>(members: readonly Member[]): Group<Member>[] {
  const numbered = members.map((member, at) => ({ at, member }))
  const open = new Set(numbered.flatMap((one) => numbered.slice(one.at).map((other) => meeting(one, other))))
  const groups: Group<Member>[] = []
  for (const one of numbered) {
    for (const other of numbered.slice(one.at)) {
      if (!open.has(meeting(one, other))) continue
      const best = numbered
        .map((third) => ({ third, met: meetings([one, other, third]) }))
        .reduce((left, right) => (countOpen(right.met, open) > countOpen(left.met, open) ? right : left))
      for (const met of best.met) open.delete(met)
      groups.push([one.member, other.member, best.third.member])
    }
  }
  return groups
}

function countOpen(met: ReadonlySet<string>, open: ReadonlySet<string>): number {
  return [...met].filter((meeting) => open.has(meeting)).length
}

function meetings<Member>([one, other, third]: Group<Numbered<Member>>): Set<string> {
  return new Set([meeting(one, other), meeting(one, third), meeting(other, third)])
}

function meeting<Member>(one: Numbered<Member>, other: Numbered<Member>): string {
  return `${Math.min(one.at, other.at)} ${Math.max(one.at, other.at)}`
}
