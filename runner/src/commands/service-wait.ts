import type { ServiceProgress } from '../services/service-progress.ts'
import { showBytes } from '../terminal/show-bytes.ts'

/** How long a rate has to be measured before it tells when something will end. */
const shortestRateMs = 2000

/** What one service on its way to readiness has told so far, and since when. */
export class ServiceWait {
  #last: ServiceProgress
  #stageAt: number
  /** When the first bytes of this stage were told, and how many they were. */
  #firstBytes: { readonly at: number; readonly bytes: number } | undefined

  constructor(first: ServiceProgress, nowMs: number) {
    this.#last = first
    this.#stageAt = nowMs
    this.note(first, nowMs)
  }

  get stage(): ServiceProgress['stage'] {
    return this.#last.stage
  }

  note(progress: ServiceProgress, nowMs: number): void {
    if (progress.stage !== this.#last.stage || progress.text !== this.#last.text) {
      this.#stageAt = nowMs
      this.#firstBytes = undefined
    }
    if (progress.receivedBytes !== undefined) this.#firstBytes ??= { at: nowMs, bytes: progress.receivedBytes }
    this.#last = progress
  }

  /**
   * `pulling postgres:18.1-alpine  120 MB of 420 MB, about 30 s left`, `starting redis-server, 2 s`. With a `+`, not all
   * that will come is known yet.
   */
  describe(nowMs: number): string {
    const { stage, text, receivedBytes = 0, totalBytes = 0, uncountedLayers = 0 } = this.#last
    const seconds = Math.floor((nowMs - this.#stageAt) / 1000)
    const elapsed = seconds > 0 && stage !== 'ready' ? `, ${seconds} s` : ''
    if (stage !== 'pulling' || totalBytes === 0) return `${text}${elapsed}`
    if (receivedBytes >= totalBytes && uncountedLayers === 0)
      return `${text}  ${showBytes(totalBytes)} are here, unpacking${elapsed}`
    // What may be cut off on a narrow terminal comes last.
    return `${text}  ${showBytes(receivedBytes)} of ${showBytes(totalBytes)}${uncountedLayers > 0 ? '+' : ''}${this.#describeEnd(nowMs)}${this.#describeHere()}`
  }

  #describeHere(): string {
    const { layersHere = 0 } = this.#last
    return layersHere > 0 ? `, ${layersHere} ${layersHere === 1 ? 'layer was' : 'layers were'} here` : ''
  }

  #describeEnd(nowMs: number): string {
    const { receivedBytes = 0, totalBytes = 0 } = this.#last
    const { at, bytes } = this.#firstBytes ?? { at: nowMs, bytes: 0 }
    const bytesPerMs = (receivedBytes - bytes) / Math.max(1, nowMs - at)
    if (nowMs - at < shortestRateMs || bytesPerMs <= 0) return ''
    const seconds = Math.ceil((totalBytes - receivedBytes) / bytesPerMs / 1000)
    const time = seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
    return (this.#last.uncountedLayers ?? 0) > 0 ? `, ${time}+ left` : `, about ${time} left`
  }
}
