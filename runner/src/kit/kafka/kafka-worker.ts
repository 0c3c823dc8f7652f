import type { Kafka } from 'kafkajs'
import { AssertionFailure } from '../assertion-failure.ts'
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
 * Lets a step of a worker through by calling `pass`, which resolves when the broker has done it. The worker hears of
 * the answer when this resolves. When it rejects, the worker lives on and finds its connection closed.
 */
export type StepGate = <T>(name: string, pass: () => Promise<T>) => Promise<T>

/** What a worker needs of a life of `crashPoints`, to live and die with it. */
export interface WorkerLife {
  readonly step: StepGate
  attach(worker: KafkaWorker): void
}

export interface KafkaWorkerOptions extends KafkaClientOptions {
  /**
   * Makes the worker a part of this life: its steps are the life's, and it dies with it.
   * @example const { client } = kafka.worker({ life })
   */
  readonly life?: WorkerLife
  /** Decides about each step. Default: all go through. */
  readonly step?: StepGate
}

const never = new Promise<never>(() => {})

interface WorkerSetting {
  readonly server: KafkaServer
  /** By which the broker knows the worker's members of groups. */
  readonly clientId: string
  /** Takes the members with a client id out of groups. */
  readonly evict: (groups: readonly string[], clientId: string) => Promise<void>
}

/**
 * One process of the learner's, as far as Kafka can tell. It dies when the test says so, at any moment or at a step, as
 * by SIGKILL: nothing that it would still send reaches the broker, and what it waits for never comes, so that none of
 * its code runs on. Needs of the broker: to describe groups.
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
  readonly #died = Promise.withResolvers<void>()
  #death: Promise<void> | undefined

  /** @internal */
  constructor(setting: WorkerSetting, { life, step, ...options }: KafkaWorkerOptions) {
    this.#setting = setting
    const gate: StepGate = step ?? life?.step ?? ((_, pass) => pass())
    this.#connections = new WorkerConnections((one, pass) => this.#run(one, () => gate(this.#shorten(one.name), pass)))
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
    life?.attach(this)
  }

  /** What it changed at the broker, in order; the last may be what it died at: `sends to orders`. */
  get steps(): readonly string[] {
    return this.#steps
  }

  /**
   * Resolves when its consumers, of which there must be one, have handled all that they may have, whether or not they
   * committed it. Rejects with an AssertionError when there is none, when they give up, or when they have not within
   * 8 s. Never settles when the worker dies.
   * @example
   * await startBilling(worker.client)
   * await worker.caughtUp()
   */
  async caughtUp(): Promise<void> {
    const end = Promise.race([this.#connections.activity.idle(), this.#died.promise, this.#consumersGaveUp()])
    await within(
      end,
      () => `Within ${patienceMs} ms no consumer of the worker had handled all messages; ${this.#told}.`,
    )
    if (this.#connections.isDead) await never
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

  /** @internal Counts everything that happens between it and the broker. */
  get activity(): number {
    return this.#connections.activity.activity
  }

  /** @internal What will move by itself, in words. */
  findReasonToWait(): string | undefined {
    return this.#connections.isDead ? undefined : this.#connections.activity.findReasonToWait()
  }

  /** @internal What a life calls when it dies. */
  sever(): Promise<void> {
    return this.crash()
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

  /** Rejects when no consumer is left. */
  async #consumersGaveUp(): Promise<never> {
    const reasons = await Promise.all(this.#handles.flatMap(({ gaveUp }) => gaveUp ?? []))
    const [first] = reasons
    if (first) throw new AssertionFailure(`The consumer gave up: ${first.message}`, first.cause ?? first)
    throw new AssertionFailure('The worker has made no consumer.')
  }

  #crashAt(moment: CrashMoment, kind: StepKind, nth: number): Promise<void> {
    const reached = new Promise<void>((resolve) =>
      this.#plans.add({ moment, kind, nth, onDue: () => resolve(this.crash()) }),
    )
    const times = nth > 1 ? ` ${nth} times` : ''
    const death = within(
      reached,
      () => `Within ${patienceMs} ms the worker did not come to "${kind}"${times}; ${this.#told}.`,
    )
    // Nobody may be waiting for it, for instance when the test has failed before.
    death.catch(() => {})
    return death
  }

  get #told(): string {
    return this.#steps.length > 0 ? `what it did was: it ${this.#steps.join(', ')}` : 'it changed nothing at all'
  }

  #run(step: Step, pass: () => Promise<void>): Promise<void> {
    this.#steps.push(this.#shorten(step.name))
    return this.#plans.run(step, pass)
  }

  async #die(): Promise<void> {
    this.#log.close()
    this.#connections.cut()
    this.#died.resolve()
    await this.#setting.evict(this.#connections.groups, this.#setting.clientId)
  }

  /** By what names of one test differ from those of another says nothing to a person. */
  #shorten(text: string): string {
    return text.replaceAll(new RegExp(`${this.#setting.server.prefix}\\d+-`, 'g'), '')
  }
}
