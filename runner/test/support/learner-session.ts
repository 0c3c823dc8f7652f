import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import type { Course } from '../../src/course/course.ts'
import type { Kata } from '../../src/course/kata.ts'
import { loadAttempts } from '../../src/workspace/attempts/load-attempts.ts'
import { restoreAttempt } from '../../src/workspace/attempts/restore-attempt.ts'
import { openProgress } from '../../src/workspace/mirror/open-progress.ts'
import { appendEvent } from '../../src/workspace/progress-log.ts'
import { recordRun } from '../../src/workspace/record-run.ts'
import { resetKata } from '../../src/workspace/reset-kata.ts'
import { startKata } from '../../src/workspace/start-kata.ts'
import { gatherProgress } from '../../src/workspace/transfer/gather-progress.ts'
import { importProgress } from '../../src/workspace/transfer/import-progress.ts'
import type { ProgressFile } from '../../src/workspace/transfer/progress-file.ts'
import type { Workspace } from '../../src/workspace/workspace.ts'
import { failedVerdict, passedVerdict } from './some-verdict.ts'

/** What the learner types, each once, whatever happens in between. */
export const learnersTexts = ['first idea', 'second idea']

/** What comes from another machine: one event, and a version that was written there. */
const fromElsewhere: ProgressFile = {
  events: [{ id: '0-elsewhere', at: '2026-01-01T00:00:00.000Z', kind: 'review', kata: 'add-up' }],
  attempts: [{ kata: 'add-up', name: '2026-01-01T00-00-00-000-01234567', files: { 'add-up.ts': 'other idea' } }],
}

/** Every text that must be found again after the session. */
export const allTexts = [...learnersTexts, 'other idea']

/** A workspace, with its second copy beside it. */
export function workspaceAt(folder: string): Workspace {
  return {
    folder,
    progressFile: join(folder, 'progress.jsonl'),
    attemptsFolder: join(folder, 'attempts'),
    mirrorFolder: join(dirname(folder), 'mirror'),
  }
}

interface Session {
  readonly workspace: Workspace
  readonly kata: Kata
  /** Is told the kind of each event that the learner was told is done. */
  readonly tell: (kind: string) => void
  /** Writes as an editor does. */
  readonly save?: (file: string, text: string) => void
}

/** Everything that changes a workspace, in a row. */
export function runSession({ workspace, kata, tell, save = fs.writeFileSync }: Session): void {
  const type = (index: number): void => {
    const typed = join(workspace.folder, `typed-${index}`)
    if (fs.existsSync(typed)) return
    save(join(workspace.folder, kata.slug, kata.starterName), learnersTexts[index] ?? '')
    save(typed, '')
  }
  openProgress(workspace)
  startKata(workspace, kata)
  tell('started')
  type(0)
  recordRun(workspace, kata, { ...failedVerdict, tests: [] })
  tell('run')
  appendEvent(workspace, { kind: 'hint', kata: kata.slug, heading: 'Both are needed' })
  tell('hint')
  type(1)
  // After a restart the starter may be in place, and then there is nothing to tell.
  if (resetKata(workspace, kata).attemptFolder !== undefined) tell('reset')
  const [first] = loadAttempts(workspace, kata, [])
  if (first) restoreAttempt(workspace, kata, first)
  tell('restored')
  importProgress(workspace, fromElsewhere)
  openProgress(workspace)
  tell('review')
  const course: Course = {
    root: '',
    chapters: [],
    lessons: new Map(),
    builds: new Map(),
    katas: new Map([[kata.slug, kata]]),
  }
  gatherProgress(workspace, course)
  recordRun(workspace, kata, { ...passedVerdict, tests: [] })
  tell('run')
}
