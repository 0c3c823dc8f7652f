import { closeSync, existsSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from '../../src/course/kata.ts'
import { appendEvent } from '../../src/workspace/progress-log.ts'
import { recordRun } from '../../src/workspace/record-run.ts'
import { resetKata } from '../../src/workspace/reset-kata.ts'
import { startKata } from '../../src/workspace/start-kata.ts'
import type { Workspace } from '../../src/workspace/workspace.ts'
import { failedVerdict, passedVerdict } from './some-verdict.ts'

/** What the learner types, once, whatever happens in between. */
export const learnersText = 'what the learner wrote'

export function workspaceAt(folder: string): Workspace {
  return { folder, progressFile: join(folder, 'progress.jsonl'), attemptsFolder: join(folder, 'attempts') }
}

/** Everything that changes a workspace, in a row; each step is told when it is done. `save` writes as an editor does. */
export function runSession(folder: string, kata: Kata, tell: (step: string) => void, save = saveAsEditor): void {
  const workspace = workspaceAt(folder)
  const { starterFile } = startKata(workspace, kata)
  tell('started')
  recordRun(workspace, kata, failedVerdict)
  tell('run')
  appendEvent(workspace, { kind: 'hint', kata: kata.slug, heading: 'Both are needed' })
  tell('hint')
  if (!existsSync(join(folder, 'saved'))) {
    save(starterFile, learnersText)
    save(join(folder, 'saved'), '')
    tell('saved')
  }
  resetKata(workspace, kata)
  tell('reset')
  recordRun(workspace, kata, passedVerdict)
  tell('run')
}

function saveAsEditor(file: string, text: string): void {
  const descriptor = openSync(file, 'w')
  writeSync(descriptor, text)
  closeSync(descriptor)
}
