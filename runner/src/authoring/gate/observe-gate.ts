import type { VariantRun } from '../variants/variant-run.ts'
import type { GateObserver } from './gate-context.ts'
import { type GatePaint, renderSubject } from './render-gate.ts'

interface Outlets {
  /** For results; absent when they are printed as JSON at the end. */
  readonly write: ((text: string) => void) | undefined
  /** For progress. */
  readonly note: (text: string) => void
  readonly paint: GatePaint
}

/** Tells what the gate is doing, and each subject's result as soon as it is known. */
export function observeGate({ write, note, paint }: Outlets): GateObserver {
  return {
    onSubject: (subject, slug) =>
      note(paint.quiet(`checking ${subject === 'course' ? 'the course' : `${subject} ${slug}`} …\n`)),
    onRun: (kata, run) => note(paint.quiet(`  ${kata}  ${describeRun(run)}\n`)),
    onReport: (report) => write?.(renderSubject(report, paint)),
    onAccept: (file, before, after) => note(renderAcceptance(file, before, after, paint)),
  }
}

function describeRun({ variant, verdict, seed }: VariantRun): string {
  const order = seed === undefined ? '' : `  seed ${seed}`
  return `${variant.path}  ${verdict.state}  ${(verdict.durationMs / 1000).toFixed(1)} s${order}`
}

/** What an accepted snapshot takes away and adds, line by line, for the author to read. */
function renderAcceptance(file: string, before: string, after: string, paint: GatePaint): string {
  const old = new Set(before.split('\n'))
  const now = new Set(after.split('\n'))
  const removed = before.split('\n').filter((line) => line !== '' && !now.has(line))
  const lines = after
    .split('\n')
    .map((line) => (line === '' || old.has(line) ? `    ${line}` : paint.good(`  + ${line}`)))
  return [
    `${paint.strong(`accepting ${file}`)}`,
    ...removed.map((line) => paint.bad(`  - ${line}`)),
    ...lines,
    '',
  ].join('\n')
}
