import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sheetName } from '../../src/course/build.ts'
import type { Kata } from '../../src/course/kata.ts'
import { loadCourse } from '../../src/course/load-course.ts'
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

/**
 * The katas of the course at `root` that may run beside others, in the order of their names: of a build its last stage,
 * which runs the tests of all, and no drills, each of which takes a whole machine.
 */
export async function loadPairedKatas(root: string): Promise<PairedKata[]> {
  const services = await diagnoseProviders({ pull: false })
  const { katas } = await loadCourse(root)
  const paired = [...katas.values()].filter(
    ({ kind, stage }) => kind !== 'drill' && stage?.number === stage?.stages.length,
  )
  return Promise.all(
    paired
      .toSorted((one, other) => one.slug.localeCompare(other.slug))
      .map(async (kata) => {
        const [wrong = ''] = (await readdir(join(kata.folder, 'wrong')))
          .filter((name) => !name.endsWith('.snap') && !name.endsWith(`.${sheetName}`))
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
