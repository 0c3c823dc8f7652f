import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failedVerdict, passedVerdict, undecidedVerdict } from '../../test/support/some-verdict.ts'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import { deriveProgress } from './derive-progress.ts'
import { loadProgress } from './progress-log.ts'
import { recordRun } from './record-run.ts'
import { startKata } from './start-kata.ts'

test('a failed run is recorded with its test, message and evidence, and shows no solution', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { solutionFolder } = startKata(workspace, kata)
  const recorded = recordRun(workspace, kata, failedVerdict)
  expect(recorded).toEqual({ runNumber: 1, isFirstPass: false, notices: [] })
  expect(existsSync(solutionFolder)).toBe(false)
  const { lastRun } = deriveProgress(loadProgress(workspace).events).katas.get('add-up') ?? {}
  expect(lastRun).toMatchObject({
    state: 'failed',
    failedTest: 'A sum holds both numbers',
    message: 'One and two was not three.',
  })
})

test('the first pass brings the solution and enters the constraint into the ledger', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { solutionFolder } = startKata(workspace, kata)
  recordRun(workspace, kata, failedVerdict)
  const recorded = recordRun(workspace, kata, passedVerdict)
  expect(recorded).toMatchObject({ runNumber: 2, isFirstPass: true, solutionFolder })
  expect(readFileSync(join(solutionFolder, 'add-up.ts'), 'utf8')).toContain('left + right')
  const [entry] = deriveProgress(loadProgress(workspace).events).ledger
  expect(entry).toMatchObject({ constraint: 'sums-are-right', evidence: [{ label: 'sums', value: 2 }] })
})

test('a later pass is no first one, and leaves what is in the solution folder', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { solutionFolder } = startKata(workspace, kata)
  recordRun(workspace, kata, passedVerdict)
  writeFileSync(join(solutionFolder, 'add-up.ts'), 'my remarks')
  expect(recordRun(workspace, kata, passedVerdict)).toEqual({ runNumber: 2, isFirstPass: false, notices: [] })
  expect(readFileSync(join(solutionFolder, 'add-up.ts'), 'utf8')).toBe('my remarks')
})

test('the same text with other line ends has the same fingerprint', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { starterFile } = startKata(workspace, kata)
  recordRun(workspace, kata, undecidedVerdict)
  writeFileSync(starterFile, readFileSync(starterFile, 'utf8').replaceAll('\n', '\r\n'))
  recordRun(workspace, kata, undecidedVerdict)
  const runs = loadProgress(workspace).events.filter((event) => event.kind === 'run')
  expect(runs[0]?.contentHash).toBe(runs[1]?.contentHash)
})
