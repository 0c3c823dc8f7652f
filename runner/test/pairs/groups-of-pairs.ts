interface Numbered<Member> {
  readonly at: number
  readonly member: Member
}

interface GroupRules<Member> {
  /** How many run at once. */
  readonly size: number
  /** Whether these two could disturb each other; by themselves all meet themselves. */
  readonly mustMeet: (one: Member, other: Member) => boolean
}

/**
 * Few groups in which all who must meet do so, everyone themselves included: four that run at once are six meetings for
 * the price of four runs, where pairs cost two runs a meeting.
 */
export function groupsOfPairs<Member>(members: readonly Member[], { size, mustMeet }: GroupRules<Member>): Member[][] {
  const numbered = members.map((member, at) => ({ at, member }))
  const wanted = numbered.flatMap((one) =>
    numbered
      .slice(one.at)
      .filter((other) => other === one || mustMeet(one.member, other.member))
      .map((other) => [one, other] as const),
  )
  const open = new Set(wanted.map(([one, other]) => nameMeeting(one, other)))
  const groups: Member[][] = []
  for (const [one, other] of wanted) {
    if (!open.has(nameMeeting(one, other))) continue
    const group = [one, other]
    while (group.length < size) group.push(findBestNext(numbered, group, open))
    for (const met of meetings(group)) open.delete(met)
    groups.push(group.map(({ member }) => member))
  }
  return groups
}

function findBestNext<Member>(
  all: readonly Numbered<Member>[],
  group: readonly Numbered<Member>[],
  open: ReadonlySet<string>,
): Numbered<Member> {
  const countNew = (next: Numbered<Member>) => [...meetings([...group, next])].filter((met) => open.has(met)).length
  return all.reduce((best, next) => (countNew(next) > countNew(best) ? next : best))
}

function meetings<Member>(group: readonly Numbered<Member>[]): Set<string> {
  return new Set(group.flatMap((one, at) => group.slice(at + 1).map((other) => nameMeeting(one, other))))
}

function nameMeeting<Member>(one: Numbered<Member>, other: Numbered<Member>): string {
  return `${Math.min(one.at, other.at)} ${Math.max(one.at, other.at)}`
}
