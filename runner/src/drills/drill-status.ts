/** One line of the dashboard. */
export interface Gauge {
  /** A few words: `requests`, `pool app-1`. */
  readonly label: string
  /** As it is to be read: `80/s`, `2 of 2 used, 31 wait`. */
  readonly value: string
  readonly state: 'good' | 'bad' | 'unknown'
  /** For a bar and for other tools; without one the line has no bar. */
  readonly amount?: number
  /** What `amount` is measured against. */
  readonly of?: number
}

/** How far a drill has come. */
export type DrillPhase = 'starting' | 'sound' | 'struck' | 'checked' | 'ending'

/** One thing that happened, to the system or by the person. */
export interface DrillEvent {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly by: 'system' | 'you'
  /** `symptom`: a gauge changed its state. */
  readonly kind: 'fault' | 'symptom' | 'note' | 'change' | 'restart' | 'check' | 'told'
  readonly text: string
}

/** What a running drill tells of itself. */
export interface DrillStatus {
  readonly drill: string
  readonly phase: DrillPhase
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly gauges: readonly Gauge[]
  readonly programs: readonly { readonly name: string; readonly isRunning: boolean; readonly logFile: string }[]
  /** The last ones, the newest last. */
  readonly events: readonly DrillEvent[]
  /** For a shell in their containers. */
  readonly machines: readonly { readonly name: string; readonly containerId: string }[]
  /** Leases by service, for a shell. */
  readonly leases: readonly { readonly service: string; readonly url: string; readonly leaseId: string }[]
}
