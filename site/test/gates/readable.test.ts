import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { browserTest as test } from '../support/chromium.ts'
import { findUnanswered, findUnreadable } from './find-unreadable.ts'
import { loadPages } from './load-pages.ts'
import { useBrowser } from './use-browser.ts'

const site = useBrowser()
const pages = loadPages(inject('builtCourse').folder)
const withoutScripts = { javaScriptEnabled: false }

// Playwright's own way waits for an event that needs scripts.
function addStyle(page: Page, style: string): Promise<void> {
  return page.evaluate((text) => document.head.insertAdjacentHTML('beforeend', `<style>${text}</style>`), style)
}

test('with scripts off, and in print, nothing is missing on any page', async () => {
  const page = await site.newPage(withoutScripts)
  const findings: string[] = []
  for (const { path } of pages) {
    await site.visit(page, path)
    for (const medium of ['screen', 'print'] as const) {
      await page.emulateMedia({ media: medium })
      findings.push(...(await findUnreadable(page, medium)).map((each) => `${path}, ${medium}: ${each}`))
    }
  }
  expect(findings).toEqual([])
})

/** How many sheets of paper a page takes, as far as one can tell from the objects of its PDF. */
async function countSheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}

test('a chapter on one page takes one page', async () => {
  const page = await site.newPage(withoutScripts)
  const onePagers = pages.filter((each) => /^chapters\/[^/]+\/summary\//.test(each.path))
  expect(onePagers).not.toEqual([])
  for (const { path } of onePagers) {
    await site.visit(page, path)
    expect(await countSheets(page), path).toBe(1)
    await addStyle(page, '@media print { .page-one-page main { font-size: 24pt !important } }')
    expect(await countSheets(page), `${path} in letters three times as large`).toBeGreaterThan(1)
  }
})

test('with scripts off every prediction of a lesson answers', async () => {
  const page = await site.newPage(withoutScripts)
  const findings: string[] = []
  const predicting = pages.filter(
    ({ html }) => html.includes('class="page-lesson"') && html.includes('class="prediction"'),
  )
  expect(predicting).not.toEqual([])
  for (const { path } of predicting) {
    await site.visit(page, path)
    findings.push(...(await findUnanswered(page)).map((each) => `${path}: ${each}`))
  }
  expect(findings).toEqual([])
})

test('a hidden table, a hint that stays shut, navigation on paper and an answer that is not given are found', async () => {
  const page = await site.newPage(withoutScripts)
  await site.visit(page, 'lessons/caching/stampede/index.html')
  await addStyle(page, '.player table, .chosen { display: none !important }')
  expect(await findUnreadable(page, 'screen')).toContainEqual(expect.stringMatching(/^div\.wide is not shown/))
  expect(await findUnanswered(page)).not.toEqual([])

  await site.visit(page, 'katas/lost-update/index.html')
  await page.emulateMedia({ media: 'print' })
  expect(await findUnreadable(page, 'print')).toEqual([])
  const broken = 'nav { display: block !important } details::details-content { content-visibility: hidden !important }'
  await addStyle(page, broken)
  const findings = await findUnreadable(page, 'print')
  expect(findings).toContainEqual(expect.stringMatching(/^nav\S* is shown/))
  expect(findings).toContainEqual(expect.stringMatching(/^\S+ is not shown/))
})
