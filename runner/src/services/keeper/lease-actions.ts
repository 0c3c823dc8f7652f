/** What the holder of a lease can ask the keeper to do with it; each kind of lease knows some of them. Plain data in and out. */
export interface LeaseActions {
  /** SIGKILL of the leased process. */
  kill(): Promise<null>
  /** Starts the leased process again, empty, at the same address. */
  restart(): Promise<null>
}

export type LeaseAction = keyof LeaseActions
