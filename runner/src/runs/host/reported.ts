import type { SerializedError } from 'vitest'
import type { TestCase } from 'vitest/node'
import type { Evidence } from '../../evidence.ts'
import type { ReportedError, ReportedTest } from '../host-protocol.ts'
import { parseFrames } from '../parse-frames.ts'

/** What the kit leaves with a test. */
interface KitMeta {
  readonly evidence?: readonly Evidence[]
  readonly undecided?: { readonly message: string; readonly hint: string }
  readonly kept?: string | readonly string[]
  readonly services?: Readonly<Record<string, number>>
}

/** A test of vitest as plain data. */
export function reportedTest(test: TestCase): ReportedTest {
  const { state, errors } = test.result()
  const { evidence = [], undecided, kept = [], services = {} } = test.meta() as KitMeta
  return {
    name: test.fullName,
    state,
    durationMs: Math.round(test.diagnostic()?.duration ?? 0),
    errors: (errors ?? []).map(reportedError),
    evidence,
    ...(undecided === undefined ? {} : { undecided }),
    kept: typeof kept === 'string' ? [kept] : kept,
    services,
  }
}

/** An error of vitest as plain data, which is not always an `Error`. */
export function reportedError(thrown: unknown): ReportedError {
  const error: Partial<SerializedError> =
    typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) }
  const { frame, diff, hint, exitCode } = error
  return {
    name: error.name ?? 'Error',
    message: error.message ?? String(thrown),
    frames: error.stacks?.map(({ file, line, column }) => ({ file, line, column })) ?? parseFrames(error.stack ?? ''),
    ...(typeof diff === 'string' ? { diff } : {}),
    ...(typeof hint === 'string' ? { hint } : {}),
    ...(typeof exitCode === 'number' ? { exitCode } : {}),
    ...(typeof frame === 'string' ? { codeFrame: frame } : {}),
  }
}
