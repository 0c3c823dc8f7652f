import { describePart } from './describe-part.ts'
import type { MachineCheck } from './machine-check.ts'
import type { MachineFacts } from './machine-facts.ts'
import { type MachinePart, machineParts } from './trouble.ts'
import { troubles } from './troubles.ts'

/** What is wrong with each part of a machine, and of the others what was found. */
export function judgeMachine(facts: MachineFacts): readonly MachineCheck[] {
  return machineParts.flatMap((part) => {
    const wrong = findTroubles(part, facts)
    const isWrong = (name: string) => wrong.some((check) => check.name === name)
    return [...wrong, ...describePart(part, facts).filter(({ name }) => !isWrong(name))].toSorted(byName(part, facts))
  })
}

function findTroubles(part: MachinePart, facts: MachineFacts): readonly MachineCheck[] {
  const own = troubles.filter((trouble) => trouble.part === part)
  return own.flatMap(({ code, find }) => find(facts).map((finding) => ({ name: part, trouble: code, ...finding })))
}

/** Servers in the order of the diagnosis, whether well or not; within any other part, as they come. */
function byName(part: MachinePart, { services }: MachineFacts) {
  const names: readonly string[] = part === 'servers' ? services.map(({ service }) => service) : []
  return (a: MachineCheck, b: MachineCheck) => names.indexOf(a.name) - names.indexOf(b.name)
}
