import type { WarmServiceName } from './warm-service.ts'

/** One step on the way to a running server, told while a person waits. */
export interface ServiceProgress {
  readonly service: WarmServiceName
  readonly stage: 'pulling' | 'unpacking' | 'starting' | 'ready'
  /** A short sentence without an end stop: `pulling postgres:18.1-alpine`. */
  readonly text: string
  /** Only while pulling, once the registry has said how much there is. */
  readonly receivedBytes?: number
  readonly totalBytes?: number
  /** Layers whose size the registry has not told yet, and layers that were here before. */
  readonly uncountedLayers?: number
  readonly layersHere?: number
}
