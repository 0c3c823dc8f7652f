import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { browserTest as test } from './support/chromium.ts'
import { useBuiltSite } from './support/use-built-site.ts'

const site = useBuiltSite('/some/course/')

const evidence = [{ kind: 'count', label: 'sums that were wrong', value: 0 }]
const sentence = 'A sum holds every number that was added'
const pass = {
  ...{ id: '1', at: '2026-01-01T10:00:00.000Z', kind: 'run', kata: 'add-up', runId: 'r', state: 'passed' },
  ...{ durationMs: 1, contentHash: 'c', testHash: 't', constraints: [{ id: 'one-sum', sentence }] },
  tests: [{ name: sentence, state: 'passed', evidence }],
}
const exported = { format: 'loadbearing-progress', version: 1, events: [pass], attempts: [] }

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'loadbearing-progress-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'mine.json')
  writeFileSync(file, text)
  return file
}

const statusOf = (page: Page) => page.locator('progress-file [role=status]')

test('an exported file is shown in the page: state, constraint and evidence; nothing is sent and nothing kept', async () => {
  const { page, requests } = await site.open('progress/')
  const before = requests.length
  await page.getByLabel('Progress file').setInputFiles(fileOf(JSON.stringify(exported)))
  await statusOf(page).filter({ hasText: 'mine.json: 1 event read.' }).waitFor()
  const text = await page.locator('#progress').textContent()
  expect(text).toContain('1 of 1 katas passed. 1 constraint defended.')
  expect(text).toContain('sums that were wrong: 0')
  expect(text).toContain('passed; its test changed since')
  expect(text).toMatch(/1 wrong solution, and what each is told.*It was 1 \(expected 2\)\./s)
  const asked = requests.slice(before).filter((request) => !request.endsWith('/icon.svg'))
  expect(asked).toEqual(['GET /some/course/progress/course.json'])
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test('it is kept when the reader chooses so, shown again, and forgotten', async () => {
  const { page } = await site.open('progress/')
  await page.getByLabel('Progress file').setInputFiles(fileOf(JSON.stringify(exported)))
  await page.getByLabel('Keep it in this browser').check()
  await statusOf(page).filter({ hasText: 'Kept in this browser only.' }).waitFor()
  await page.reload()
  await statusOf(page).filter({ hasText: 'as you kept it' }).waitFor()
  expect(await page.locator('#progress').textContent()).toContain('1 of 1 katas passed')
  await page.getByRole('button', { name: 'Forget it' }).click()
  expect(await page.locator('#progress').textContent()).toBe('')
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  await page.reload()
  expect(await statusOf(page).textContent()).toBe('')
})

test.each([
  ['no file of ours', '{"a":1}', 'it is JSON, but not'],
  ['no JSON', 'hello', 'it is no JSON'],
  ['torn', JSON.stringify(exported).slice(0, -30), 'it is torn'],
  ['newer', JSON.stringify({ ...exported, version: 99 }), 'it has version 99'],
  ['with an event that is none', JSON.stringify({ ...exported, events: [{ id: 1 }] }), 'events.0: expected an event'],
  [
    'with a pass that lacks its tests',
    JSON.stringify({ ...exported, events: [{ ...pass, tests: 3 }] }),
    'as events are',
  ],
])('a file that is %s is refused with its reason, and what was shown stays', async (_, text, reason) => {
  const { page } = await site.open('progress/')
  await page.getByLabel('Progress file').setInputFiles(fileOf(JSON.stringify(exported)))
  await statusOf(page).filter({ hasText: '1 event read' }).waitFor()
  await page.getByLabel('Progress file').setInputFiles(fileOf(text))
  await statusOf(page).filter({ hasText: reason }).waitFor()
  expect(await page.locator('#progress').textContent()).toContain('1 of 1 katas passed')
})
