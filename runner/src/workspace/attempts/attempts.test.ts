import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failedVerdict, passedVerdict } from '../../../test/support/some-verdict.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { temporaryWorkspace } from '../../../test/support/temporary-workspace.ts'
import { loadProgress } from '../progress-log.ts'
import { recordRun } from '../record-run.ts'
import { resetKata } from '../reset-kata.ts'
import { startKata } from '../start-kata.ts'
import { keepAttempt } from './keep-attempt.ts'
import { listAttempts } from './list-attempts.ts'
import { loadAttempts } from './load-attempts.ts'
import { readAttempt } from './read-versions.ts'
import { restoreAttempt } from './restore-attempt.ts'

async function startedKata() {
  const { workspace, kata } = await temporaryWorkspace()
  const { starterFile, folder } = startKata(workspace, kata)
  const attempts = () => loadAttempts(workspace, kata, loadProgress(workspace).events)
  return { workspace, kata, starterFile, folder, attempts, save: (text: string) => writeFileSync(starterFile, text) }
}

test('each version that is run is kept once, with the verdict of its last run', async () => {
  const { workspace, kata, attempts, save } = await startedKata()
  recordRun(workspace, kata, failedVerdict)
  for (const [text, verdict] of [
    ['first', failedVerdict],
    ['second', failedVerdict],
    ['first', passedVerdict],
  ] as const) {
    save(text)
    recordRun(workspace, kata, verdict)
  }
  const found = attempts().map((attempt) => [readAttempt(attempt).get('add-up.ts'), attempt.verdict])
  expect(found.sort()).toEqual([
    ['first', 'passed'],
    ['second', 'failed'],
  ])
})

test('a file of their own beside the starter belongs to the version', async () => {
  const { workspace, kata, folder, attempts, save } = await startedKata()
  save('first')
  writeFileSync(join(folder, 'sums.ts'), 'a')
  recordRun(workspace, kata, failedVerdict)
  writeFileSync(join(folder, 'sums.ts'), 'b')
  recordRun(workspace, kata, passedVerdict)
  const texts = attempts().map((attempt) => [...readAttempt(attempt).entries()])
  expect(texts).toHaveLength(2)
  expect(texts.flat()).toEqual(
    expect.arrayContaining([
      ['sums.ts', 'a'],
      ['sums.ts', 'b'],
    ]),
  )
  expect(
    attempts()
      .map(({ verdict }) => verdict)
      .sort(),
  ).toEqual(['failed', 'passed'])
})

test('what tools put beside it does not', async () => {
  const { workspace, kata, folder, save, attempts } = await startedKata()
  save('mine')
  for (const name of ['node_modules', 'solution', '.cache']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'a.ts'), 'not theirs')
  }
  keepAttempt(workspace, kata)
  expect(attempts().map((attempt) => [...readAttempt(attempt).keys()])).toEqual([['add-up.ts']])
})

test('a kata as it was given is no version, also after the course changed it', async () => {
  const { workspace, kata } = await startedKata()
  expect(keepAttempt(workspace, kata)).toBeUndefined()
  const changed = temporaryFolder()
  for (const name of ['README.md', 'add-up.ts', 'add-up.test.ts']) writeFileSync(join(changed, name), 'new')
  expect(keepAttempt(workspace, { ...kata, folder: changed })).toBeUndefined()
})

test('a version is put back, and what was there is kept first', async () => {
  const { workspace, kata, starterFile, attempts, save } = await startedKata()
  save('first')
  resetKata(workspace, kata, new Date('2026-01-01T00:00:00Z'))
  save('second')
  const [first] = attempts()
  if (first === undefined) throw new Error('nothing was kept')
  const { kept } = restoreAttempt(workspace, kata, first)
  expect(readFileSync(starterFile, 'utf8')).toBe('first')
  expect(kept && readAttempt(kept).get('add-up.ts')).toBe('second')
  expect(attempts()).toHaveLength(2)
  expect(loadProgress(workspace).events.at(-1)).toMatchObject({ kind: 'restored', kata: 'add-up' })
})

test('a kept version that a person edited does not stand for the one it was', async () => {
  const { workspace, kata, save, attempts } = await startedKata()
  save('mine')
  const kept = keepAttempt(workspace, kata)
  writeFileSync(join(kept?.folder ?? '', 'add-up.ts'), 'edited')
  keepAttempt(workspace, kata)
  expect(
    attempts()
      .map((attempt) => readAttempt(attempt).get('add-up.ts'))
      .sort(),
  ).toEqual(['edited', 'mine'])
})

test('what a crash left half written is no version', async () => {
  const { workspace } = await startedKata()
  mkdirSync(join(workspace.attemptsFolder, 'add-up', '2026-01-02T03-04-05-000-3ae55bc9.x.part'), { recursive: true })
  expect(listAttempts(workspace.attemptsFolder)).toEqual([])
})

test('versions that are kept within one second are numbered in the order in which they were kept', async () => {
  const { workspace, kata, attempts, save } = await startedKata()
  const texts = ['one', 'two', 'three', 'four', 'five']
  for (const [index, text] of texts.entries()) {
    save(text)
    keepAttempt(workspace, kata, new Date(Date.UTC(2026, 0, 2, 3, 4, 5, index)))
  }
  expect(attempts().map((attempt) => readAttempt(attempt).get('add-up.ts'))).toEqual(texts)
  expect(attempts().at(-1)?.keptAt).toBe('2026-01-02T03:04:05.004Z')
})
