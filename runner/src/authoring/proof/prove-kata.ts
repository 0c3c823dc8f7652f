import { type KataProof, proofFormat } from '../../course/kata-proof.ts'
import type { KataRepeats } from '../gate/repeats.ts'
import type { GateReport, RunSummary, SubjectReport } from '../gate/report.ts'

/** What a gate measured of one kata; undefined where nothing was run. */
export function proveKata(report: GateReport, subject: SubjectReport): KataProof | undefined {
  const { seed, isStressed, startedAt, versions } = report
  const { slug, fingerprint, runs, rules, repeats, servers = [] } = subject
  if (fingerprint === undefined || repeats === undefined || runs.length === 0) return undefined
  const count = (state: string) => rules.filter((rule) => rule.state === state).length
  return {
    format: proofFormat,
    kata: slug,
    fingerprint,
    at: startedAt,
    command: commandFor(slug, repeats, report),
    ...{ seed, repeats: repeats.right, isStressed, versions },
    servers: [...servers],
    rules: { passed: count('passed'), failed: count('failed'), skipped: count('skipped') },
    variants: [...Map.groupBy(runs, ({ variant }) => variant).values()].map(summarise),
  }
}

function commandFor(slug: string, { right, wrong }: KataRepeats, { seed, isStressed }: GateReport): string {
  const ofWrong = wrong === right ? '' : ` --repeat-wrong ${wrong}`
  const isRepeated = right > 0 || wrong > 0
  return `npx kata dev check ${slug}${isRepeated ? ` --repeat ${right}${ofWrong} --seed ${seed}` : ''}${isStressed ? ' --stress' : ''}`
}

function summarise(runs: readonly RunSummary[]): KataProof['variants'][number] {
  const [first] = runs
  const states = Map.groupBy(runs, ({ state }) => state)
  return {
    path: first?.variant ?? '',
    kind: first?.kind ?? 'starter',
    outcomes: Object.fromEntries([...states].map(([state, { length }]) => [state, length])),
    slowestSeconds: Math.max(...runs.map(({ seconds }) => seconds)),
    ...(first?.failedTest === undefined ? {} : { failedTest: first.failedTest }),
    ...(first?.message === undefined ? {} : { message: first.message }),
    evidence: [...(first?.evidence ?? [])],
  }
}
