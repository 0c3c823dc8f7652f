import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { passedVerdict } from '../../test/support/some-verdict.ts'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import { beginReview } from './begin-again.ts'
import { deriveProgress } from './derive-progress.ts'
import { placeKata } from './place-kata.ts'
import { loadProgress } from './progress-log.ts'
import { recordRun } from './record-run.ts'
import { startKata } from './start-kata.ts'

async function passedKata() {
  const { workspace, kata } = await temporaryWorkspace()
  const place = placeKata(workspace, kata)
  startKata(workspace, kata)
  writeFileSync(place.starterFile, 'mine')
  recordRun(workspace, kata, passedVerdict)
  return { workspace, kata, ...place }
}

test("a review begins from the starter; the learner's version is kept and the course's solution is out of sight", async () => {
  const { workspace, kata, starterFile, solutionFolder } = await passedKata()
  expect(existsSync(solutionFolder)).toBe(true)
  const { attemptFolder = '' } = beginReview(workspace, kata)
  expect(readFileSync(join(attemptFolder, kata.starterName), 'utf8')).toBe('mine')
  expect(readFileSync(starterFile, 'utf8')).toBe(readFileSync(kata.starterFile, 'utf8'))
  expect(existsSync(solutionFolder)).toBe(false)
  expect(deriveProgress(loadProgress(workspace).events).katas.get(kata.slug)).toMatchObject({
    state: 'passed',
    isBegunAgain: true,
  })
  recordRun(workspace, kata, passedVerdict)
  expect(existsSync(solutionFolder)).toBe(true)
})

test('what the learner wrote into the solution stays', async () => {
  const { workspace, kata, solutionFolder } = await passedKata()
  const note = join(solutionFolder, 'my-note.md')
  const edited = join(solutionFolder, 'README.md')
  writeFileSync(note, 'remember')
  writeFileSync(edited, 'my words')
  beginReview(workspace, kata)
  expect(readFileSync(note, 'utf8')).toBe('remember')
  expect(readFileSync(edited, 'utf8')).toBe('my words')
  expect(existsSync(join(solutionFolder, kata.starterName))).toBe(false)
})

test('a kata that the workspace does not hold, as on another machine, is brought', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  recordRun(workspace, kata, passedVerdict)
  const { starterFile, attemptFolder } = beginReview(workspace, kata)
  expect(existsSync(starterFile)).toBe(true)
  expect(attemptFolder).toBeUndefined()
})
