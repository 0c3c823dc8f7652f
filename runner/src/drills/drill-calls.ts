import type { Findings } from './drill-definition.ts'
import type { DrillEvent, DrillStatus } from './drill-status.ts'

/** What a running drill can be asked by another process: what is sent, and what comes back. */
export interface DrillCalls {
  status: { params: Record<string, never>; result: DrillStatus }
  /** Measures the state. Takes seconds. */
  examine: { params: Record<string, never>; result: Findings }
  note: { params: { readonly text: string; readonly kind: DrillEvent['kind'] }; result: undefined }
  restart: { params: { readonly program: string }; result: undefined }
  /** Ends the drill. Answered before it has ended. */
  stop: { params: Record<string, never>; result: undefined }
}

export type DrillCall = keyof DrillCalls
