import type { TestProject } from 'vitest/node'
import { discardKept } from '../services/discard-kept.ts'
import { ensureServices } from '../services/ensure-services.ts'
import type { ServiceNeeds } from '../services/service.ts'
import { findKata, type TestedKata } from './find-kata.ts'

/**
 * Starts the servers that the selected tests need, before any test's own time runs. Nothing is downloaded unless the
 * runner allows it (`KATA_PULL=1`): in an editor there would be nobody to see the progress.
 */
export default async function setUp(project: TestProject): Promise<void> {
  const found = await Promise.all([...project.vitest.state.getPaths()].map(findKata))
  const katas = found.filter((kata) => kata !== undefined)
  for (const slug of new Set(katas.map((kata) => kata.slug))) await discardKept(slug)
  await ensureServices(mostNeeded(katas), { pull: process.env['KATA_PULL'] === '1' })
}

/** Of each kind as many as the most demanding kata needs: katas run one after another. */
function mostNeeded(katas: readonly TestedKata[]): ServiceNeeds {
  const needs: ServiceNeeds = {}
  for (const { services } of katas) {
    for (const [name, count] of Object.entries(services) as [keyof ServiceNeeds, number][]) {
      needs[name] = Math.max(needs[name] ?? 0, count)
    }
  }
  return needs
}
