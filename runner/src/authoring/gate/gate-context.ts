import type { Kata } from '../../course/kata.ts'
import type { UsedServer } from '../../runs/find-servers.ts'
import type { DemoResult } from '../lesson/run-demo.ts'
import type { Subject } from '../rules.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { Speller } from '../spelling/speller.ts'
import type { Variant } from '../variants/variant.ts'
import type { KataRuns, VariantRun } from '../variants/variant-run.ts'
import type { Repeats } from './repeats.ts'
import type { SubjectReport } from './report.ts'
import type { ToolFindings } from './tool-findings.ts'

/** Runs variants of katas against warm servers; as many at once as it has room for. */
export interface VariantRunner {
  /** Before the first run of a kata. */
  readonly begin: (kata: Kata) => Promise<void>
  /** One run; with a seed the tests come in random order. */
  readonly run: (kata: Kata, variant: Variant, options: RunOptions) => Promise<RanVariant>
  /** After the last run: what the servers hold now and did not hold before, in words. */
  readonly findLeftovers: (kata: Kata) => Promise<readonly string[]>
  /** After the last run: the servers on which the runs took place. */
  readonly findServers: (kata: Kata) => Promise<readonly UsedServer[]>
}

export interface RunOptions {
  readonly seed?: number
}

export type RanVariant = Omit<VariantRun, 'variant'> & { readonly used: KataRuns['used'] }

/** What the gate says while it works. */
export interface GateObserver {
  readonly onSubject?: (subject: Subject, slug: string) => void
  readonly onReport?: (report: SubjectReport) => void
  readonly onRun?: (kata: string, run: VariantRun) => void
  /** Text that `--write` is about to accept, to be read by the author. */
  readonly onAccept?: (file: string, before: string, after: string) => void
}

/** All that judging one subject needs. */
export interface GateContext {
  readonly sources: CourseSources
  readonly speller: Speller | undefined
  readonly tools: Promise<ToolFindings>
  /** Absent with `--static`. */
  readonly runner: VariantRunner | undefined
  /** Absent with `--static`. */
  readonly runDemo: ((name: string) => Promise<DemoResult>) | undefined
  readonly repeats: Repeats
  /** The processors are kept busy on purpose, so that no time is judged. */
  readonly isStressed: boolean
  readonly seed: number
  readonly isWriting: boolean
  readonly observer: GateObserver
  readonly signal: AbortSignal
}
