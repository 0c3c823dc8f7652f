import type { MachineCheck } from './machine-check.ts'
import type { MachineFacts } from './machine-facts.ts'

/** What `kata doctor` looks at, in the order in which it tells. Each kind of server is a part of its own. */
export const machineParts = [
  'Node',
  'container engine',
  'servers',
  'disk',
  'memory',
  'clock',
  'ports',
  'proxy',
  'vitest',
] as const

export type MachinePart = (typeof machineParts)[number]

/** One occurrence of a trouble: what a check says besides its name. */
export type Finding = Omit<MachineCheck, 'name' | 'state' | 'trouble'> & {
  readonly state: 'note' | 'missing'
  /** The kind of server, of a trouble among the servers. */
  readonly name?: string
}

/**
 * Something that may be wrong with a machine. `docs/troubleshooting.md` is made from these, so that it names all that
 * `kata doctor` finds, and nothing else.
 */
export interface Trouble {
  /** Permanent: it is in `kata doctor --json`, and in links to the page. */
  readonly code: string
  readonly part: MachinePart
  /** What a person sees, in a few words. */
  readonly symptom: string
  /** Why that is so, and what it does to the katas. */
  readonly cause: string
  /** What to do, on any machine. `mend` of a finding is the command for this one. */
  readonly remedy: string
  /** Every occurrence in these facts; empty when all is well. */
  readonly find: (facts: MachineFacts) => readonly Finding[]
}
