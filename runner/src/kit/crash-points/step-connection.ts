import type { Traffic, WireConnection } from '../wire/traffic.ts'
import type { StepUnit } from '../wire/unit.ts'

interface StepSetting {
  readonly actor: string
  /** Counts the steps of one life from 1. */
  readonly ordinal: number
  readonly traffic: Traffic
}

const never = new Promise<never>(() => {})

/** What a life is told when the reply to a named step is lost and it lives on. */
class ReplyLost extends Error {
  override readonly name = 'ReplyLost'
  readonly code = 'ECONNRESET'

  constructor(step: string) {
    super(`The reply was lost: ${step}`)
  }
}

/** A named step, as boards know it: a connection that carries one unit. */
class StepConnection implements WireConnection {
  readonly service = 'step'
  readonly server = ''
  readonly actor: string
  readonly ordinal: number
  readonly currentUnit: StepUnit
  readonly origin = undefined
  readonly isDrained = undefined
  readonly isOpening = false
  readonly isInTransaction = false
  readonly backendPid = undefined
  readonly serverSidePort = undefined
  isInFlight = false
  isClosed = false
  #end: 'told' | 'silent' | 'cut' = 'told'

  constructor(name: string, { actor, ordinal }: Omit<StepSetting, 'traffic'>) {
    this.actor = actor
    this.ordinal = ordinal
    this.currentUnit = { service: 'step', name }
  }

  get isLive(): boolean {
    return this.#end === 'told'
  }

  /** Settles as the life is to learn of the step's end: at once, never, or with an error. */
  async hear(): Promise<void> {
    if (this.#end === 'silent') await never
    if (this.#end === 'cut') throw new ReplyLost(this.currentUnit.name)
  }

  abandon(): void {
    this.#end = 'silent'
  }
  mute(): void {
    this.#end = 'silent'
  }
  withhold(): void {}
  darken(): void {
    this.#end = 'silent'
  }
  cut(): void {
    this.#end = 'cut'
  }
}

/** Does `work` when it is let through; its caller learns of it unless the life has died, or the reply is lost. */
export async function takeStep<T>(name: string, work: () => Promise<T>, setting: StepSetting): Promise<T> {
  const { traffic } = setting
  const connection = new StepConnection(name, setting)
  traffic.opened(connection)
  await traffic.arrived(connection, connection.currentUnit)
  connection.isInFlight = true
  try {
    return await work()
  } finally {
    connection.isInFlight = false
    traffic.answered(connection, connection.currentUnit)
    connection.isClosed = true
    traffic.closed(connection)
    await connection.hear()
  }
}
