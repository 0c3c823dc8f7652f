import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import { loadProgress } from './progress-log.ts'
import { resetKata } from './reset-kata.ts'
import { startKata } from './start-kata.ts'

const now = new Date('2026-01-02T03:04:05Z')

test("the starter is back, and the learner's version with all its files is kept", async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { starterFile, folder } = startKata(workspace, kata)
  writeFileSync(starterFile, 'mine')
  mkdirSync(join(folder, 'notes'))
  writeFileSync(join(folder, 'notes', 'idea.md'), 'an idea')
  const { attemptFolder = '' } = resetKata(workspace, kata, now)
  expect(readFileSync(starterFile, 'utf8')).toBe(readFileSync(kata.starterFile, 'utf8'))
  expect(relative(workspace.folder, attemptFolder)).toMatch(/^attempts.add-up.2026-01-02T03-04-05-000-[0-9a-f]{8}$/)
  expect(readFileSync(join(attemptFolder, 'add-up.ts'), 'utf8')).toBe('mine')
  expect(readFileSync(join(attemptFolder, 'notes/idea.md'), 'utf8')).toBe('an idea')
  expect(loadProgress(workspace).events.at(-1)).toMatchObject({
    kind: 'reset',
    attempt: relative(workspace.folder, attemptFolder),
  })
})

test('two resets within one second keep both versions', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { starterFile } = startKata(workspace, kata)
  for (const text of ['first', 'second']) {
    writeFileSync(starterFile, text)
    resetKata(workspace, kata, now)
  }
  const kept = readdirSync(join(workspace.attemptsFolder, 'add-up')).map((name) =>
    readFileSync(join(workspace.attemptsFolder, 'add-up', name, 'add-up.ts'), 'utf8'),
  )
  expect(kept.sort()).toEqual(['first', 'second'])
})

test("the solution is not kept as the learner's attempt, and stays where it is", async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { starterFile, solutionFolder } = startKata(workspace, kata)
  mkdirSync(solutionFolder)
  writeFileSync(join(solutionFolder, 'add-up.ts'), 'solution')
  writeFileSync(starterFile, 'mine')
  const { attemptFolder = '' } = resetKata(workspace, kata, now)
  expect(existsSync(join(attemptFolder, 'solution'))).toBe(false)
  expect(existsSync(join(solutionFolder, 'add-up.ts'))).toBe(true)
})

test('a kata that was not changed, but for its line ends, needs no attempt', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { starterFile } = startKata(workspace, kata)
  writeFileSync(starterFile, readFileSync(kata.starterFile, 'utf8').replaceAll('\n', '\r\n'))
  expect(resetKata(workspace, kata, now)).toEqual({})
  expect(existsSync(workspace.attemptsFolder)).toBe(false)
})

test('the attempt is kept a second time', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const mirrorFolder = temporaryFolder()
  const { starterFile } = startKata(workspace, kata)
  writeFileSync(starterFile, 'mine')
  const { attemptFolder = '' } = resetKata({ ...workspace, mirrorFolder }, kata, now)
  const copy = join(mirrorFolder, 'attempts/add-up', basename(attemptFolder))
  expect(readFileSync(join(copy, 'add-up.ts'), 'utf8')).toBe('mine')
})
