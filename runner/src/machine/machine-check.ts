import type { Mend } from './mend.ts'

/** One thing that was looked at on this machine. */
export interface MachineCheck {
  readonly name: string
  /** `note`: works, but could be better. `missing`: something can't run. */
  readonly state: 'ok' | 'note' | 'missing'
  /** The permanent name of what is wrong; absent when nothing is. */
  readonly trouble?: string
  readonly found: string
  /** What follows from it. */
  readonly means?: string
  /** Slugs of the katas that can't run, or not as they should, until it is mended. */
  readonly katas?: readonly string[]
  /** The exact command that mends it, or where no command does, what to do. */
  readonly mend?: string
  /** What `kata doctor --fix` does about it, after asking. */
  readonly fix?: Mend
}
