import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kata } from '../../src/course/kata.ts'
import { loadKata } from '../../src/course/load-kata.ts'
import { runKata } from '../../src/runs/run-kata.ts'
import { stageVariant } from '../../src/runs/stage-variant.ts'
import type { VitestHost } from '../../src/runs/vitest-host.ts'
import { diagnoseProviders } from '../../src/services/diagnose-providers.ts'
import { digestVerdict } from './digest-verdict.ts'

/** A kata with two files that take the learner's place: one that passes, and one that fails. */
export interface PairedKata {
  readonly kata: Kata
  readonly right: string
  readonly wrong: string
  /** Why it can't run on this machine; absent when it can. */
  readonly missing?: string
}

/** Every kata of the course at `root`, in the order of its names. */
export async function loadPairedKatas(root: string): Promise<PairedKata[]> {
  const services = await diagnoseProviders({ pull: false })
  const entries = await readdir(join(root, 'katas'), { withFileTypes: true })
  const slugs = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted()
  return Promise.all(
    slugs.map(async (slug) => {
      const kata = await loadKata(root, slug)
      const [wrong = ''] = (await readdir(join(kata.folder, 'wrong')))
        .filter((name) => !name.endsWith('.snap'))
        .toSorted()
      const lacking = services.find(({ service, winner }) => kata.services[service] && winner === undefined)
      const missing = lacking ? { missing: `there is no ${lacking.service} here` } : {}
      return { kata, right: `solution/${kata.starterName}`, wrong: `wrong/${wrong}`, ...missing }
    }),
  )
}

/** Waiting for a server that is lent to one at a time, and for the processor, is not the kata's own time. */
const patience = 4

/** Runs a file in the place of the learner's, and gives back what must always be the same. */
export async function digestRun(kata: Kata, file: string, host: VitestHost): Promise<readonly string[]> {
  await using target = await stageVariant(kata, join(kata.folder, file))
  const timeoutMs = kata.timeoutSeconds * 1000 * patience
  return digestVerdict(await runKata(target, { host, timeoutMs, hasTypeCheck: false }))
}
