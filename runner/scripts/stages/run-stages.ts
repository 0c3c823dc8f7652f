import type { Counts, Stage, StageContext } from './stage.ts'

export interface StageResult {
  readonly name: string
  readonly counts: Counts
  readonly seconds: number
}

async function countsOf(stage: Stage, context: StageContext): Promise<Counts> {
  try {
    return await stage.run(context)
  } catch (error) {
    context.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/** Runs every stage in order, whatever the ones before it did. */
export async function runStages(stages: readonly Stage[], context: StageContext): Promise<StageResult[]> {
  const results: StageResult[] = []
  for (const stage of stages) {
    const startedAt = performance.now()
    context.write(`\n── ${stage.name}\n`)
    const counts = await countsOf(stage, context)
    const seconds = (performance.now() - startedAt) / 1000
    context.write(`   ${seconds.toFixed(1)} s\n`)
    results.push({ name: stage.name, counts, seconds })
  }
  return results
}
