import type { Kata } from '../../course/kata.ts'
import type { GateContext, RunOptions, VariantRunner } from '../gate/gate-context.ts'
import type { KataRepeats } from '../gate/repeats.ts'
import { seedOfRepeat } from '../gate/seeds.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { limitSecondsOf } from './limit-seconds.ts'
import { isRight, listVariants, type Variant } from './variant.ts'
import type { KataRuns, VariantRun } from './variant-run.ts'

type Repetition = Pick<GateContext, 'seed' | 'observer' | 'signal'> & { readonly repeats: KataRepeats }

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
  const again = await Promise.all(listRepeats(variants, how).map(({ variant, seed }) => runOnce(variant, { seed })))
  const after = { leftovers: await runner.findLeftovers(kata), servers: await runner.findServers(kata) }
  return { kata: sources, first, again: [...remeasured, ...again], used, ...after }
}

/** Round by round, all that are due in each. */
function listRepeats(variants: readonly Variant[], { repeats, seed }: Repetition) {
  const countOf = ({ kind, isCapstone }: Variant): number => {
    if (kind === 'starter' || isCapstone) return 0
    return kind === 'wrong' ? repeats.wrong : repeats.right
  }
  const rounds = Array.from({ length: Math.max(repeats.right, repeats.wrong) }, (_, round) => round)
  return rounds.flatMap((round) =>
    variants
      .filter((variant) => round < countOf(variant))
      .map((variant) => ({ variant, seed: seedOfRepeat(seed, round) })),
  )
}

function isTooSlow({ variant, verdict }: VariantRun, kata: Kata): boolean {
  return isRight(variant) && verdict.state === 'passed' && verdict.durationMs > limitSecondsOf(kata, variant) * 500
}
