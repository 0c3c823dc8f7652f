import { existsSync, readFileSync } from 'node:fs'
import { sheetName } from '../course/build.ts'
import type { Kata } from '../course/kata.ts'
import { loadKataTexts } from '../course/load-kata-texts.ts'
import { contentHash, withLfEnds } from '../workspace/content-hash.ts'
import type { KataProgress } from '../workspace/derive-progress.ts'
import { placeKata } from '../workspace/place-kata.ts'
import type { ProgressEvent, RunEvent } from '../workspace/progress-event.ts'
import type { Workspace } from '../workspace/workspace.ts'

interface TextFile {
  readonly name: string
  readonly text: string
}

/** What a learner sees of one kata now. It is made of the brief, the learner's file, the test, what was recorded and the hints that were shown, and of no other file. */
export interface KataContext {
  readonly about: string
  readonly kata: string
  readonly title: string
  readonly state: 'new' | 'started' | 'passed'
  readonly minutes: number
  readonly services: Kata['services']
  readonly constraints: Kata['constraints']
  readonly brief: string
  /** The learner's; the starter while the kata is not started. */
  readonly file: TextFile & { readonly isStarter: boolean }
  /** The learner's claims; only of a stage of a build. */
  readonly sheet?: TextFile
  /** The course's, which judges. */
  readonly test: TextFile
  readonly runs: number
  readonly lastRun: LastRun | null
  readonly hints: {
    readonly shown: readonly { readonly heading: string; readonly text: string }[]
    readonly left: number
  }
}

type LastRun = Pick<RunEvent, 'state' | 'at' | 'tests'> & {
  readonly failedTest?: string
  readonly message?: string
  /** Whether it judged the file as it is now. */
  readonly isOfThisFile: boolean
}

const about =
  'What a learner of Loadbearing sees of one kata. The learner wants to find the solution: help with questions, with what the evidence shows and with how the server behaves, and do not write the code.'

export async function describeContext(
  kata: Kata,
  workspace: Workspace | undefined,
  done: KataProgress | undefined,
  events: readonly ProgressEvent[],
): Promise<KataContext> {
  const { brief, hints, starter, test } = await loadKataTexts(kata)
  const text = (workspace && readOwn(workspace, kata)) ?? starter
  const shown = (done?.hintsSeen ?? []).flatMap((heading) => hints.filter((hint) => hint.heading === heading))
  const last = events.findLast((event): event is RunEvent => event.kind === 'run' && event.kata === kata.slug)
  return {
    about,
    kata: kata.slug,
    title: kata.title,
    state: done?.state ?? 'new',
    minutes: kata.minutes,
    services: kata.services,
    constraints: kata.constraints,
    brief: brief.text,
    file: { name: kata.starterName, text, isStarter: text === starter },
    ...describeSheet(workspace, kata),
    test: { name: kata.testName, text: test },
    runs: done?.runs ?? 0,
    lastRun: last === undefined ? null : describeRun(last, text),
    hints: {
      shown: shown.map(({ heading, text: words }) => ({ heading, text: words })),
      left: hints.length - shown.length,
    },
  }
}

function readOwn(workspace: Workspace, kata: Kata): string | undefined {
  const { starterFile } = placeKata(workspace, kata)
  return existsSync(starterFile) ? withLfEnds(readFileSync(starterFile, 'utf8')) : undefined
}

function describeSheet(workspace: Workspace | undefined, kata: Kata): { sheet?: TextFile } {
  const { sheetFile } = workspace === undefined ? {} : placeKata(workspace, kata)
  if (sheetFile === undefined || !existsSync(sheetFile)) return {}
  return { sheet: { name: sheetName, text: withLfEnds(readFileSync(sheetFile, 'utf8')) } }
}

function describeRun({ state, at, failedTest, message, tests, contentHash: judged }: RunEvent, text: string): LastRun {
  return {
    state,
    at,
    ...(failedTest === undefined ? {} : { failedTest }),
    ...(message === undefined ? {} : { message }),
    tests,
    isOfThisFile: judged === contentHash(text),
  }
}
