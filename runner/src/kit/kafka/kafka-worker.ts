import type { Kafka } from 'kafkajs'
import type { Leak } from '../leaks/leak.ts'
import { findOrigin } from '../origin/origin.ts'
import { ClientLog } from './client-log.ts'
import { clientDefaults, type KafkaClientOptions } from './client-options.ts'
import { type CrashMoment, CrashPlans } from './crash-plans.ts'
import type { KafkaServer } from './kafka-server.ts'
import { createTrackedClient, type TrackedHandle } from './tracked-client.ts'
import type { Step, StepKind } from './wire/step.ts'
import { patienceMs, within } from './within.ts'
import { WorkerConnections } from './worker-connections.ts'

/**
 * Lets a step of a worker through by calling `pass`, which resolves when the broker has done it. When it rejects, the
 * worker dies: before the broker has the request if `pass` was not called, else without learning of the answer.
 */
export type StepGate = <T>(name: string, pass: () => Promise<T>) => Promise<T>

/** As kafkajs takes them, and how the worker's steps are let through. */
export interface KafkaWorkerOptions extends KafkaClientOptions {
  /** `life.step` of `crashPoints` fits. */
  readonly step?: StepGate
}

interface WorkerSetting {
  readonly server: KafkaServer
  /** By which the broker knows the worker's members of groups. */
  readonly clientId: string
  /** Takes the members with a client id out of groups. */
  readonly evict: (groups: readonly string[], clientId: string) => Promise<void>
}

/**
 * One process of the learner's, as far as Kafka can tell. It dies when the test says so, at any moment or at a step, as
 * by SIGKILL: nothing that it would still send reaches the broker, and whatever it waits for fails.
 *
 * Needs of the broker: to describe groups.
 */
export class KafkaWorker {
  /**
   * For the learner's code. A consumer, producer or admin that is still connected after the test fails the test, unless
   * the worker died.
   * @example const stop = await startBilling(worker.client)
   */
  readonly client: Kafka
  readonly #setting: WorkerSetting
  readonly #connections: WorkerConnections
  readonly #handles: TrackedHandle[] = []
  readonly #log = new ClientLog()
  readonly #steps: string[] = []
  readonly #plans = new CrashPlans()
  #death: Promise<void> | undefined

  /** @internal */
  constructor(setting: WorkerSetting, { step: gate = (_, pass) => pass(), ...options }: KafkaWorkerOptions) {
    this.#setting = setting
    this.#connections = new WorkerConnections({
      onStep: (step, pass) => this.#run(step, () => gate(this.#shorten(step.name), pass)),
      onCrash: () => void this.crash(),
    })
    const { library, brokers } = setting.server
    const config = {
      ...clientDefaults,
      logCreator: this.#log.creator,
      logLevel: library.logLevel.ERROR,
      ...options,
      clientId: setting.clientId,
      brokers: [...brokers],
      socketFactory: this.#connections.open.bind(this.#connections),
    }
    this.client = createTrackedClient(library, config, (handle) => this.#handles.push(handle))
  }

  /** What it changed at the broker, in order; the last may be what it died at: `send to orders`. */
  get steps(): readonly string[] {
    return this.#steps
  }

  /**
   * Kills it now. Resolves when the broker has taken its consumers out of their groups, as it would when their sessions
   * expire: whoever joins next is given what they had not committed.
   * @example
   * const first = kafka.worker()
   * await startBilling(first.client, { charge: () => first.crash() })
   */
  crash(): Promise<void> {
    this.#death ??= this.#die()
    return this.#death
  }

  /**
   * Kills it when it is about to do a step for the nth time, 1 if not said: the broker never gets that request.
   * Resolves as `crash()` does; rejects with an AssertionError when the worker does not come to the step within 8 s.
   * @example
   * const crashed = worker.crashBefore('commit offsets')
   * await startBilling(worker.client)
   * await crashed
   */
  crashBefore(kind: StepKind, { nth = 1 }: { readonly nth?: number } = {}): Promise<void> {
    return this.#crashAt('before', kind, nth)
  }

  /** Kills it when the broker has done the step, before it learns of that. Otherwise like `crashBefore`. */
  crashAfter(kind: StepKind, { nth = 1 }: { readonly nth?: number } = {}): Promise<void> {
    return this.#crashAt('after', kind, nth)
  }

  /** @internal What its client reported as errors while it lived. */
  get lastWords(): readonly string[] {
    return this.#log.lastLines
  }

  /** @internal What its owner left connected. */
  findLeaks(): Leak[] {
    if (this.#connections.isDead) return []
    return this.#handles
      .filter((handle) => handle.isConnected())
      .map(({ what, maker }) => ({
        what: `Your code left ${this.#shorten(what)} connected`,
        remedy: 'disconnect it, also after an error',
        origin: findOrigin(maker),
      }))
  }

  /** @internal Lets go of everything. */
  async end(): Promise<void> {
    if (this.findLeaks().length > 0) await this.crash()
    for (const handle of this.#handles) handle.disconnect().catch(() => {})
  }

  #crashAt(moment: CrashMoment, kind: StepKind, nth: number): Promise<void> {
    const reached = this.#plans.add(moment, kind, nth).then(() => this.crash())
    const death = within(reached, () => {
      const steps = this.#steps.length > 0 ? `what it did was: ${this.#steps.join(', ')}` : 'it changed nothing at all'
      return `Within ${patienceMs} ms the worker did not come to "${kind}"${nth > 1 ? ` ${nth} times` : ''}; ${steps}.`
    })
    // Nobody may be waiting for it, for instance when the test has failed before.
    death.catch(() => {})
    return death
  }

  #run(step: Step, pass: () => Promise<void>): Promise<void> {
    this.#steps.push(this.#shorten(step.name))
    return this.#plans.run(step, pass)
  }

  async #die(): Promise<void> {
    this.#log.close()
    this.#connections.cut()
    await this.#setting.evict(this.#connections.groups, this.#setting.clientId)
  }

  /** The test's own prefix says nothing to a person. */
  #shorten(text: string): string {
    return text.replaceAll(this.#setting.server.prefix, '')
  }
}
