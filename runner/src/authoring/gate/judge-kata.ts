import { fingerprintFiles } from '../../course/kata-fingerprint.ts'
import { kataFileRules } from '../kata/file-rules.ts'
import type { Unruled } from '../problem.ts'
import { runsRules } from '../runs-rules/runs-rules.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { textsOfKata } from '../spelling/spelled-texts.ts'
import { runVariants } from '../variants/run-variants.ts'
import type { KataRuns, VariantRun } from '../variants/variant-run.ts'
import { acceptMessages } from '../write/accept-messages.ts'
import type { GateContext } from './gate-context.ts'
import { Judgements } from './judgements.ts'
import type { KataRepeats } from './repeats.ts'
import type { RunSummary, SubjectReport } from './report.ts'
import { judgeTexts } from './text-rules.ts'

/** Judges one kata: first its files, then, unless only files are to be judged, its runs. */
export async function judgeKata(given: KataSources, context: GateContext): Promise<SubjectReport> {
  const repeats = repeatsOf(given, context)
  const startedMs = performance.now()
  const pages = [...given.files.keys()].filter((path) => path.endsWith('.md')).map((path) => `${given.folder}/${path}`)
  const written: string[] = []
  const judgements = new Judgements()
  judgements.judge(kataFileRules, given, context.sources)
  judgeTexts(judgements, pages, textsOfKata(given), context)
  const runs = await runAll(given, repeats, context)
  const kata = runs && context.isWriting ? await acceptMessages(runs, context, written) : given
  if (runs) judgements.judge(runsRules, { ...runs, kata })
  if (runs && repeats.right === 0)
    judgements.set('passes-again', { reason: 'not repeated; ask for it with `--repeat <n>`' })
  if (runs && context.isStressed) judgements.set('time-within-limit', { reason: '--stress' })
  await judgeByTools(judgements, given, runs, context)
  return {
    subject: 'kata',
    slug: given.slug,
    seconds: (performance.now() - startedMs) / 1000,
    rules: judgements.results(
      'kata',
      context.runner ? 'kata.json, the starter or the test has to be right first' : '--static',
    ),
    repeats,
    runs: runs ? [...runs.first, ...runs.again].map(summarise) : [],
    undecided: runs ? [...runs.first, ...runs.again].flatMap(readUndecided) : [],
    written,
    fingerprint: fingerprintFiles(given.files),
    servers: runs?.servers ?? [],
  }
}

function repeatsOf({ kata }: KataSources, { repeats }: GateContext): KataRepeats {
  const { right, wrong, drills } = repeats
  return kata?.kind === 'drill' ? { right: drills, wrong: drills } : { right, wrong }
}

async function runAll(sources: KataSources, repeats: KataRepeats, context: GateContext): Promise<KataRuns | undefined> {
  const { kata, starterPath, tests } = sources
  const isRunnable = kata !== undefined && context.sources.tree.has(starterPath) && tests.length > 0
  return context.runner && isRunnable ? runVariants(sources, kata, context.runner, { ...context, repeats }) : undefined
}

async function judgeByTools(
  judgements: Judgements,
  kata: KataSources,
  runs: KataRuns | undefined,
  context: GateContext,
): Promise<void> {
  const { formatted, types } = await context.tools
  // A file that doesn't compile is told once, by the rule about its run.
  const told = (runs?.first ?? []).flatMap(({ variant, verdict }) =>
    verdict.state === 'did-not-compile' ? [variant.path] : [],
  )
  const concerns = ({ file }: Unruled): boolean =>
    file.startsWith(`${kata.folder}/`) && !told.includes(file.slice(kata.folder.length + 1))
  judgements.set(
    'formatted',
    formatted?.filter(concerns) ?? { reason: 'no Biome: it comes with a clone, not with the package' },
  )
  judgements.set('types-hold', types?.filter(concerns) ?? { reason: 'no TypeScript compiler is installed' })
}

function summarise({ variant, verdict, seed }: VariantRun): RunSummary {
  return {
    variant: variant.path,
    kind: variant.kind,
    state: verdict.state,
    seconds: verdict.durationMs / 1000,
    ...(seed === undefined ? {} : { seed }),
    ...(verdict.state === 'failed' ? { failedTest: verdict.failedTest, message: verdict.message } : {}),
    evidence: verdict.tests.flatMap(({ evidence }) => evidence),
  }
}

function readUndecided({ variant, verdict }: VariantRun): string[] {
  return verdict.state === 'undecided' ? [`${variant.path}: ${verdict.message} ${verdict.hint}`] : []
}
