import { setTimeout as delay } from 'node:timers/promises'
import { callDrill, type DrillAddress } from '../drills/client/drill-client.ts'
import type { DrillProcess } from '../drills/client/drill-process.ts'
import type { DrillStatus } from '../drills/drill-status.ts'
import { describeEvent, renderDashboard, renderPlainStatus } from '../report/drill/render-dashboard.ts'
import { renderKeys } from '../report/render-keys.ts'
import type { Keys } from '../terminal/keys.ts'
import { askText } from '../terminal/prompts.ts'
import { redraw } from '../terminal/redraw.ts'
import type { CommandContext } from './command.ts'

interface Setting {
  readonly context: CommandContext
  readonly kata: string
  readonly host: DrillProcess
  readonly address: DrillAddress
  readonly isJson: boolean
  readonly keys: Keys
}

const redrawEveryMs = 500
/** Where lines stay, they come less often; what happened is told at once. */
const writeEveryMs = 10_000

const offered = [
  { key: 'n', does: 'note' },
  { key: 'q', does: 'end' },
]

/** Shows a running drill: redrawn on a terminal, in sentences for a screen reader or a file, as lines of JSON for tools. */
export class DrillSession {
  readonly #setting: Setting
  readonly #over = new AbortController()
  /** The terminal is lent to a prompt. */
  #isLent = false
  #toldEvents = 0
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(setting: Setting) {
    this.#setting = setting
  }

  /** Until the person ends it. Rejects when the drill ends by itself. */
  async run(): Promise<void> {
    const { context, host, keys, isJson } = this.#setting
    const signal = AbortSignal.any([context.signal, this.#over.signal])
    if (context.screen.isInteractive && !isJson) keys.resume((key) => this.#press(key))
    await Promise.race([this.#showUntil(signal), host.ended])
  }

  async #showUntil(signal: AbortSignal): Promise<void> {
    const { address } = this.#setting
    while (!signal.aborted) {
      const status = await callDrill(address, 'status', {})
      if (!this.#isLent && !signal.aborted) this.#show(status)
      await delay(redrawEveryMs, undefined, { signal }).catch(() => undefined)
    }
  }

  #show(status: DrillStatus): void {
    const { context, isJson } = this.#setting
    if (isJson) context.write(`${JSON.stringify(status)}\n`)
    else if (context.screen.isInteractive) this.#draw(status)
    else this.#tell(status)
  }

  #draw(status: DrillStatus): void {
    const { context } = this.#setting
    const screen = { ...context.screen, columns: process.stdout.columns ?? context.screen.columns }
    context.write(redraw(`\n${renderDashboard(status, screen, Date.now())}\n${renderKeys(offered, screen)}`))
  }

  #tell(status: DrillStatus): void {
    const { context } = this.#setting
    const fresh = status.events.slice(this.#toldEvents)
    this.#toldEvents = status.events.length
    for (const event of fresh) context.write(`${describeEvent(event, status.startedAt)}\n`)
    if (status.gauges.length === 0 || performance.now() - this.#toldAt < writeEveryMs) return
    this.#toldAt = performance.now()
    context.write(renderPlainStatus(status))
  }

  #press(key: string): void {
    if (key === 'q') this.#over.abort()
    if (key === 'n') void this.#writeNote()
  }

  async #writeNote(): Promise<void> {
    const { context, keys, address } = this.#setting
    this.#isLent = true
    keys.suspend()
    try {
      const text = await askText('What do you think?', '', context.signal)
      if (text.trim() !== '') await callDrill(address, 'note', { text: text.trim(), kind: 'note' })
    } catch {
      // Ctrl-C in the prompt is a note that was not written, and ends the drill as everywhere.
      this.#over.abort()
    } finally {
      this.#isLent = false
      if (!this.#over.signal.aborted) keys.resume((pressed) => this.#press(pressed))
    }
  }
}
