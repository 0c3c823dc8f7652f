import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from '../course/kata.ts'
import { loadMessageSnapshots } from '../course/load-message-snapshots.ts'
import type { PassRemarks } from '../report/verdict/pass-remarks.ts'
import { contentHash } from '../workspace/content-hash.ts'
import { deriveSittings, type Sitting } from '../workspace/derive-sittings.ts'
import { deriveTestOuts } from '../workspace/derive-test-outs.ts'
import { findSameFailures } from '../workspace/find-same-failures.ts'
import type { ProgressEvent, RunEvent } from '../workspace/progress-event.ts'

/** What a pass from the starter is worth saying, from the events up to it; nothing when the run `runId` ended no sitting. */
export async function lookBackAfterPass(
  kata: Kata,
  events: readonly ProgressEvent[],
  runId: string,
): Promise<PassRemarks | undefined> {
  const sitting = deriveSittings(events).get(kata.slug)?.at(-1)
  if (sitting?.passedAt === undefined || sitting.runs.at(-1)?.runId !== runId) return undefined
  const { deriveReviews } = await import('../workspace/derive-reviews.ts')
  const review = deriveReviews(events).find((state) => state.kata === kata.slug)
  return {
    sameFailures: findFailures(kata, events, sitting),
    ...(review === undefined || kata.stage !== undefined ? {} : { comesBackInDays: review.intervalDays }),
    ...(sitting.openedBy === 'testout' ? { testOut: describeTestOut(kata, events, sitting) } : {}),
  }
}

function findFailures(kata: Kata, events: readonly ProgressEvent[], sitting: Sitting): PassRemarks['sameFailures'] {
  const runs = events.filter((event): event is RunEvent => event.kind === 'run' && event.kata === kata.slug)
  const hash = (file: string): string => contentHash(readFileSync(file, 'utf8'))
  return findSameFailures({
    runs,
    wanted: new Set(sitting.runs.map(({ id }) => id)),
    snapshots: loadMessageSnapshots(kata),
    starterHash: hash(kata.starterFile),
    testHash: hash(kata.testFile),
  }).map((same) => {
    // A clone has the wrong solutions themselves, to be compared with; the package leaves them out.
    const file = join(kata.folder, 'wrong', same.name + extensionOf(kata.starterName))
    return existsSync(file) ? { ...same, file } : same
  })
}

function describeTestOut(
  kata: Kata,
  events: readonly ProgressEvent[],
  { passedAt }: Sitting,
): NonNullable<PassRemarks['testOut']> {
  const entries = [...deriveTestOuts(events).values()].filter(({ by, at }) => by === kata.slug && at === passedAt)
  return { chapter: kata.chapter, katas: entries.map((entry) => entry.kata) }
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.'))
}
