import type { HostMessage, ReportedError, ReportedTest } from './host-protocol.ts'

/** Everything that was seen of one run, before anything is concluded from it. */
export interface RunRecord {
  /** In file order when the run ended by itself, else in the order in which they ended. */
  readonly tests: readonly ReportedTest[]
  readonly moduleErrors: readonly ReportedError[]
  readonly unhandledErrors: readonly ReportedError[]
  readonly exitCalls: readonly ExitCall[]
  readonly output: string
  /** The test that was running last. */
  readonly runningTest?: string
  readonly durationMs: number
  readonly end: RunEnd
}

export interface ExitCall {
  readonly exitCode: string
  readonly stack: string
  /** The test that was running. */
  readonly test?: string
}

export type RunEnd =
  | { readonly kind: 'completed' }
  /** `hasStopped`: the test let itself be broken off, and cleaned up. */
  | { readonly kind: 'timed-out'; readonly limitMs: number; readonly hasStopped: boolean }
  | { readonly kind: 'memory-exhausted'; readonly usedBytes: number }
  | ({ readonly kind: 'died' } & HostDeath)

/** How the process ended by itself. */
export interface HostDeath {
  readonly signal: string | undefined
  readonly exitCode: number | undefined
  /** The end of what it wrote. */
  readonly lastWords: string
}

/** Gathers what the host tells into a record. */
export class RunRecorder {
  readonly #startedAt = performance.now()
  readonly #tests: ReportedTest[] = []
  readonly #exitCalls: ExitCall[] = []
  readonly #output: string[] = []
  #runningTest: string | undefined
  #ended: Extract<HostMessage, { type: 'run-ended' }> | undefined

  note(message: HostMessage): void {
    switch (message.type) {
      case 'test-started':
        this.#runningTest = message.name
        break
      case 'test-ended':
        this.#tests.push(message.test)
        break
      case 'exit-called':
        this.#exitCalls.push({
          exitCode: message.exitCode,
          stack: message.stack,
          ...(this.#runningTest === undefined ? {} : { test: this.#runningTest }),
        })
        break
      case 'output':
        this.#output.push(message.text)
        break
      case 'run-ended':
        this.#ended = message
        break
      default:
    }
  }

  finish(end: RunEnd): RunRecord {
    const runningTest = this.#runningTest
    return {
      tests: this.#ended?.tests ?? this.#tests,
      moduleErrors: this.#ended?.moduleErrors ?? [],
      unhandledErrors: this.#ended?.unhandledErrors ?? [],
      exitCalls: this.#exitCalls,
      output: this.#output.join(''),
      ...(runningTest === undefined ? {} : { runningTest }),
      durationMs: Math.round(performance.now() - this.#startedAt),
      end,
    }
  }
}
