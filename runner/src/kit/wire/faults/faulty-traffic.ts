import type { Clock } from '../../clock.ts'
import type { Traffic, WireConnection } from '../traffic.ts'
import type { WireUnit } from '../unit.ts'
import type { ArmedFault, Delay, FaultEffect } from './fault.ts'
import { textsOf } from './message.ts'

/** A message that came to a link, and what became of it. */
export interface LinkMessage {
  /** `COMMIT`, `SET lock A`, `POST /charges`; several in one go are joined by `; `. */
  readonly text: string
  readonly unit: WireUnit
  fate: 'passed' | 'delayed' | 'request dropped' | 'reply dropped' | 'cut while the server was at work'
}

const never = new Promise<never>(() => {})

/** Hands traffic on, except for what a fault makes of it. */
export class FaultyTraffic implements Traffic {
  readonly messages: LinkMessage[] = []
  readonly faults: ArmedFault[] = []
  readonly #inner: Traffic
  readonly #clock: Clock
  /** What is still to be done when a unit is with the server, or has its answer. */
  readonly #onEntered = new Map<WireUnit, () => void>()
  readonly #onAnswered = new Map<WireUnit, () => void>()
  #healing = new AbortController()
  latency: Delay = {}

  constructor(inner: Traffic, clock: Clock) {
    this.#inner = inner
    this.#clock = clock
  }

  /** Ends delays, those that are running included, and disarms every fault. */
  heal(): void {
    for (const fault of this.faults) fault.retire()
    this.latency = {}
    this.#healing.abort()
    this.#healing = new AbortController()
  }

  opened(connection: WireConnection): void {
    this.#inner.opened(connection)
  }

  ready(connection: WireConnection): void {
    this.#inner.ready(connection)
  }

  arrived(connection: WireConnection, unit: WireUnit): Promise<void> | undefined {
    const message: LinkMessage = { text: textsOf(unit).join('; '), unit, fate: 'passed' }
    this.messages.push(message)
    // Each fault counts its messages, also those that another one hits.
    const [hit] = this.faults.filter((fault) => fault.meets(unit))
    return this.#suffer(hit?.effect ?? { kind: 'delay', ...this.latency }, message, connection)
  }

  entered(connection: WireConnection, unit: WireUnit): void {
    this.#inner.entered?.(connection, unit)
    take(this.#onEntered, unit)?.()
  }

  spoke(connection: WireConnection): void {
    this.#inner.spoke(connection)
  }

  answered(connection: WireConnection, unit: WireUnit): void {
    this.#inner.answered(connection, unit)
    take(this.#onAnswered, unit)?.()
  }

  closed(connection: WireConnection): void {
    this.#inner.closed(connection)
  }

  #suffer(effect: FaultEffect, message: LinkMessage, connection: WireConnection): Promise<void> | undefined {
    const { unit } = message
    switch (effect.kind) {
      case 'delay':
        return this.#delay(effect, message, connection)
      case 'drop request':
        message.fate = 'request dropped'
        if (effect.connection === 'cut') connection.cut('ends')
        else connection.darken()
        return never
      case 'drop reply':
        message.fate = 'reply dropped'
        connection.mute()
        this.#onAnswered.set(unit, () => (effect.connection === 'cut' ? connection.cut('ends') : connection.darken()))
        return this.#inner.arrived(connection, unit)
      case 'cut during':
        message.fate = 'cut while the server was at work'
        this.#onEntered.set(unit, () => connection.cut('finishes'))
        return this.#inner.arrived(connection, unit)
    }
  }

  #delay(
    { requestMs = 0, replyMs = 0 }: Delay,
    message: LinkMessage,
    connection: WireConnection,
  ): Promise<void> | undefined {
    const { unit } = message
    const { signal } = this.#healing
    if (requestMs > 0 || replyMs > 0) message.fate = 'delayed'
    if (replyMs > 0) {
      const due = Promise.withResolvers<void>()
      connection.withhold(due.promise)
      this.#onAnswered.set(unit, () => void this.#pass(replyMs, signal).then(due.resolve))
    }
    if (requestMs <= 0) return this.#inner.arrived(connection, unit)
    return this.#pass(requestMs, signal).then(() => (connection.isLive ? this.#inner.arrived(connection, unit) : never))
  }

  /** Resolves when so much time has passed, or when the link is healed: it may have been since the message came. */
  #pass(ms: number, healed: AbortSignal): Promise<void> {
    return this.#clock.sleep(ms, healed).catch(() => {})
  }
}

function take(done: Map<WireUnit, () => void>, unit: WireUnit): (() => void) | undefined {
  const found = done.get(unit)
  done.delete(unit)
  return found
}
