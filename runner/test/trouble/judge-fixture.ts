import { join } from 'node:path'
import { loadKata } from '../../src/course/load-kata.ts'
import { runKata } from '../../src/runs/run-kata.ts'
import { stageVariant } from '../../src/runs/stage-variant.ts'
import type { Verdict } from '../../src/runs/verdict.ts'
import { VitestHost } from '../../src/runs/vitest-host.ts'

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'rights-course')

/** The verdict on the solution of a fixture kata, by a host that has the environment of now. */
export async function judgeFixture(slug: string): Promise<Verdict> {
  const kata = await loadKata(fixtures, slug)
  await using target = await stageVariant(kata, join(kata.folder, 'solution', `${slug}.ts`))
  await using host = VitestHost.start()
  return await runKata(target, { host, hasTypeCheck: false })
}
