import { expect, inject } from 'vitest'
import { browserTest as test } from '../support/chromium.ts'
import { findBarriers, isTooWide } from './find-barriers.ts'
import { loadPages } from './load-pages.ts'
import { samplePages } from './sample-pages.ts'
import { useBrowser } from './use-browser.ts'

const site = useBrowser()
const pages = loadPages(inject('builtCourse').folder)

test('no page has a barrier by WCAG 2.2 AA, light or dark', async () => {
  const page = await site.newPage()
  const findings: string[] = []
  for (const { path } of pages) {
    await page.emulateMedia({ colorScheme: 'light' })
    await site.visit(page, path)
    const light = await findBarriers(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await findBarriers(page, 'colours')
    findings.push(...light.map((each) => `${path}: ${each}`), ...dark.map((each) => `${path}, dark: ${each}`))
  }
  expect(findings).toEqual([])
})

test('a page of each kind has none at 320 px, where nothing is wider than the screen, nor with forced colours', async () => {
  const page = await site.newPage({ viewport: { width: 320, height: 640 } })
  const findings: string[] = []
  for (const path of samplePages) {
    await page.emulateMedia({ forcedColors: 'none' })
    await site.visit(page, path)
    findings.push(...(await findBarriers(page)).map((each) => `${path}, 320 px: ${each}`))
    if (await isTooWide(page)) findings.push(`${path}: wider than 320 px`)
    await page.emulateMedia({ forcedColors: 'active' })
    findings.push(...(await findBarriers(page)).map((each) => `${path}, forced colours: ${each}`))
  }
  expect(findings).toEqual([])
})

test('grey on grey, a field without a label and a line that is too long are found', async () => {
  const page = await site.newPage({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
  await site.visit(page, 'katas/lost-update/index.html')
  const grey = 'color: light-dark(black, #444); background: light-dark(white, #222)'
  await page.evaluate((style) => {
    const main = document.querySelector('main')
    main?.insertAdjacentHTML('beforeend', `<p id="grey" style="${style}">Text</p><input id="bare">`)
  }, grey)
  expect(await findBarriers(page, 'colours')).toEqual(['color-contrast: #grey'])
  expect(await findBarriers(page)).toEqual(expect.arrayContaining(['color-contrast: #grey', 'label: #bare']))
  expect(await isTooWide(page)).toBe(false)
  await page.evaluate(() =>
    document.querySelector('main')?.insertAdjacentHTML('beforeend', '<p style="width: 400px">A'),
  )
  expect(await isTooWide(page)).toBe(true)
})
