import type { Evidence } from '../evidence.ts'
import { anonymise, type PrivateText } from './anonymise.ts'
import type { RunEvent } from './progress-event.ts'

/** Versions of what was at work. */
export interface ReportedVersions {
  readonly loadbearing: string
  readonly node: string
  /** Such as `linux x64`. */
  readonly platform: string
  readonly servers: readonly ReportedServer[]
}

export interface ReportedServer {
  readonly service: string
  readonly provider: string
  readonly version: string
}

/** A verdict that seems wrong, as it is packed for whoever looks into it. There is nothing else in the file. */
export interface ProblemReport {
  readonly format: 'loadbearing problem report 1'
  readonly kata: string
  readonly versions: ReportedVersions
  readonly verdict: {
    readonly state: string
    readonly at: string
    readonly durationMs: number
    readonly failedTest?: string
    readonly message?: string
    /** Fingerprint of the test that judged. */
    readonly testHash: string
    /** Evidence holds the failing order, too. */
    readonly tests: readonly { readonly name: string; readonly state: string; readonly evidence: readonly Evidence[] }[]
  }
  /** The file that was judged. */
  readonly code: { readonly name: string; readonly text: string }
  /** Of a stage of a build: the design sheet, which was judged with it. */
  readonly sheet?: { readonly name: string; readonly text: string }
}

interface ReportParts {
  readonly run: RunEvent
  readonly code: ProblemReport['code']
  readonly sheet?: ProblemReport['sheet']
  readonly versions: ReportedVersions
  readonly privateTexts: readonly PrivateText[]
}

/** Takes what a report holds field by field, so that what is added elsewhere does not get into it by itself. */
export function packProblemReport({ run, code, sheet, versions, privateTexts }: ReportParts): ProblemReport {
  const { state, at, durationMs, failedTest, message, testHash, tests } = run
  const report: ProblemReport = {
    format: 'loadbearing problem report 1',
    kata: run.kata,
    versions: {
      ...{ loadbearing: versions.loadbearing, node: versions.node, platform: versions.platform },
      servers: versions.servers.map(({ service, provider, version }) => ({ service, provider, version })),
    },
    verdict: {
      ...{ state, at, durationMs, testHash },
      ...(failedTest === undefined ? {} : { failedTest }),
      ...(message === undefined ? {} : { message }),
      tests: tests.map(({ name, state, evidence }) => ({ name, state, evidence })),
    },
    code: { name: code.name, text: code.text },
    ...(sheet === undefined ? {} : { sheet: { name: sheet.name, text: sheet.text } }),
  }
  return anonymise(report, privateTexts)
}
