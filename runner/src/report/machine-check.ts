/** One thing that was looked at on this machine. */
export interface MachineCheck {
  readonly name: string
  /** `note`: works, but could be better. `missing`: something can't run. */
  readonly state: 'ok' | 'note' | 'missing'
  readonly found: string
  /** What follows from it: usually which katas can't run. */
  readonly means?: string
  /** The exact command that mends it. */
  readonly mend?: string
}
