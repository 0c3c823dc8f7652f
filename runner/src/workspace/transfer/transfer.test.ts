import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failedVerdict, passedVerdict } from '../../../test/support/some-verdict.ts'
import { temporaryWorkspace } from '../../../test/support/temporary-workspace.ts'
import { loadAttempts } from '../attempts/load-attempts.ts'
import { readAttempt } from '../attempts/read-versions.ts'
import { deriveProgress } from '../derive-progress.ts'
import { loadProgress } from '../progress-log.ts'
import { recordRun } from '../record-run.ts'
import { resetKata } from '../reset-kata.ts'
import { startKata } from '../start-kata.ts'
import { gatherProgress, renderProgressFile } from './gather-progress.ts'
import { importProgress } from './import-progress.ts'
import { parseProgressFile } from './parse-progress-file.ts'

/** A machine on which a kata was worked at: `texts` were run and failed one after the other, the last one passed. */
async function machine(...texts: readonly string[]) {
  const { workspace, kata, course } = await temporaryWorkspace()
  const { starterFile } = startKata(workspace, kata)
  for (const [index, text] of texts.entries()) {
    writeFileSync(starterFile, text)
    recordRun(workspace, kata, index < texts.length - 1 ? failedVerdict : passedVerdict)
  }
  const state = () => {
    const { events } = loadProgress(workspace)
    const attempts = loadAttempts(workspace, kata, events)
    const versions = attempts.map((attempt) => [readAttempt(attempt).get('add-up.ts'), attempt.verdict]).sort()
    return { progress: deriveProgress(events), versions }
  }
  const exported = () => renderProgressFile(gatherProgress(workspace, course))
  const imported = (text: string) => importProgress(workspace, parseProgressFile(text, 'other.json'))
  return { workspace, kata, starterFile, state, exported, imported }
}

test('two machines that import from each other are in the same state, and so is a third that takes both in any order', async () => {
  const [left, right, third, fourth] = [
    await machine('a', 'b'),
    await machine('b', 'c'),
    await machine(),
    await machine(),
  ]
  for (const empty of [third, fourth]) writeFileSync(empty.workspace.progressFile, '')
  const [fromLeft, fromRight] = [left.exported(), right.exported()]
  left.imported(fromRight)
  right.imported(fromLeft)
  third.imported(fromLeft)
  third.imported(fromRight)
  fourth.imported(fromRight)
  fourth.imported(fromLeft)
  fourth.imported(fromLeft)
  expect(left.state().progress.katas.get('add-up')).toMatchObject({ runs: 4, passes: 2 })
  expect(new Set(left.state().versions.map(([text]) => text))).toEqual(new Set(['a', 'b', 'c']))
  for (const other of [right, third, fourth]) expect(other.state()).toEqual(left.state())
})

test('what is new is counted, and a second import changes nothing', async () => {
  const [left, right] = [await machine('a'), await machine('b')]
  const text = left.exported()
  expect(right.imported(text)).toMatchObject({ newEvents: 2, knownEvents: 0, newAttempts: [{ kata: 'add-up' }] })
  const before = right.state()
  expect(right.imported(text)).toEqual({ newEvents: 0, knownEvents: 2, newAttempts: [] })
  expect(right.state()).toEqual(before)
})

test("the learner's file is left as it is, and what was in work elsewhere comes as a version", async () => {
  const [left, right] = [await machine('a'), await machine('b')]
  writeFileSync(left.starterFile, 'in work, not run yet')
  right.imported(left.exported())
  expect(readFileSync(right.starterFile, 'utf8')).toBe('b')
  expect(right.state().versions.map(([text]) => text)).toContain('in work, not run yet')
})

test('a version whose name is taken by other content gets a name of its own', async () => {
  const [left, right] = [await machine(), await machine()]
  const at = new Date('2026-01-02T03:04:05Z')
  writeFileSync(left.starterFile, 'mine')
  const { attemptFolder = '' } = resetKata(left.workspace, left.kata, at)
  const taken = attemptFolder.replace(left.workspace.folder, right.workspace.folder)
  mkdirSync(taken, { recursive: true })
  writeFileSync(join(taken, 'add-up.ts'), 'edited here')
  right.imported(left.exported())
  expect(right.state().versions.map(([text]) => text)).toEqual(['edited here', 'mine'])
})

test('bytes that are no text survive the way', async () => {
  const [left, right] = [await machine('a'), await machine('b')]
  const bytes = Buffer.from([0xff, 0x00, 0xfe])
  writeFileSync(join(left.workspace.folder, 'add-up', 'picture.png'), bytes)
  const { newAttempts } = right.imported(left.exported())
  const contents = newAttempts.map(({ kata, name }) => join(right.workspace.attemptsFolder, kata, name, 'picture.png'))
  const [picture = ''] = contents.filter((file) => existsSync(file))
  expect(readFileSync(picture).equals(bytes)).toBe(true)
})

const refused = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) })
const parse = (text: string) => () => parseProgressFile(text, 'other.json')

test('a file that is none says so', () => {
  expect(parse('# Notes')).toThrow(refused('PROGRESS_FILE_INVALID', /other\.json: it is no JSON/))
  expect(parse('{}')).toThrow(refused('PROGRESS_FILE_INVALID', /not "loadbearing-progress"/))
  expect(parse('null')).toThrow(refused('PROGRESS_FILE_INVALID', /not "loadbearing-progress"/))
})

test('a file of a newer format says which one is read here', () => {
  const newer = '{ "format": "loadbearing-progress", "version": 2, "somethingElse": true }'
  expect(parse(newer)).toThrow(refused('PROGRESS_FILE_TOO_NEW', /version 2; .* up to version 1/))
})

test('a file that is torn at any byte is refused', async () => {
  const text = (await machine('a', 'b')).exported()
  for (let length = 0; length < text.trimEnd().length; length++) expect(parse(text.slice(0, length))).toThrow()
  expect(parse(text.slice(0, -20))).toThrow(refused('PROGRESS_FILE_INVALID', /torn/))
})

const crooked: readonly (readonly [object, RegExp])[] = [
  [{ events: [{ id: 1 }], attempts: [] }, /events\.0/],
  [{ events: [{ id: '1', kind: 'run', kata: 'add-up', state: 'passed', constraints: [{}] }], attempts: [] }, /events/],
  [{ events: [], attempts: [{ kata: '..', name: 'a', files: {} }] }, /attempts\.0\.kata/],
  [{ events: [], attempts: [{ kata: 'a', name: '.', files: {} }] }, /attempts\.0\.name/],
  ...['../a', '/a', 'a/../../b', 'C:\\a', ''].map(
    (name) =>
      [{ events: [], attempts: [{ kata: 'a', name: 'a', files: { [name]: 'x' } }] }, /attempts\.0\.files/] as const,
  ),
]

test.each(crooked)('%j is refused, and nothing of it is taken', (content, message) => {
  const text = JSON.stringify({ format: 'loadbearing-progress', version: 1, ...content })
  expect(parse(text)).toThrow(refused('PROGRESS_FILE_INVALID', message))
})
