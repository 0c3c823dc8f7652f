import type { Kata } from '../../course/kata.ts'
import type { GateContext, RunOptions, VariantRunner } from '../gate/gate-context.ts'
import { seedOfRepeat } from '../gate/seeds.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { limitSecondsOf } from './limit-seconds.ts'
import { listVariants, type Variant } from './variant.ts'
import type { KataRuns, VariantRun } from './variant-run.ts'

type Repetition = Pick<GateContext, 'repeats' | 'seed' | 'observer' | 'signal'>

/**
 * Runs every variant of a kata once in file order, then the solutions, right and wrong, again in random orders. How many
 * run at once is the runner's business.
 */
export async function runVariants(
  sources: KataSources,
  kata: Kata,
  runner: VariantRunner,
  how: Repetition,
): Promise<KataRuns> {
  const used: Record<string, number> = {}
  const runOnce = async (variant: Variant, options: RunOptions): Promise<VariantRun> => {
    how.signal.throwIfAborted()
    const { used: usedNow, ...ran } = await runner.run(kata, variant, options)
    for (const [name, count] of Object.entries(usedNow)) used[name] = Math.max(used[name] ?? 0, count)
    const run = { variant, ...ran }
    how.observer.onRun?.(kata.slug, run)
    return run
  }
  await runner.begin(kata)
  const variants = listVariants(sources)
  const first = await Promise.all(variants.map((variant) => runOnce(variant, {})))
  const slow = first.filter((run) => isTooSlow(run, kata))
  const remeasured: VariantRun[] = []
  // One at a time: what was slow may have waited for another run, not for itself.
  for (const { variant } of slow) remeasured.push(await runOnce(variant, {}))
  const repeated = variants.filter(({ kind, isCapstone }) => kind !== 'starter' && !isCapstone)
  const seeds = Array.from({ length: how.repeats }, (_, index) => seedOfRepeat(how.seed, index))
  const again = await Promise.all(seeds.flatMap((seed) => repeated.map((variant) => runOnce(variant, { seed }))))
  const after = { leftovers: await runner.findLeftovers(kata), servers: await runner.findServers(kata) }
  return { kata: sources, first, again: [...remeasured, ...again], used, ...after }
}

function isTooSlow({ variant, verdict }: VariantRun, kata: Kata): boolean {
  const isRight = variant.kind === 'solution' || variant.kind === 'alternative'
  return isRight && verdict.state === 'passed' && verdict.durationMs > limitSecondsOf(kata, variant) * 500
}
