import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { hashFiles, listFiles } from '../scripts/list-files.ts'
import { writeServiceWorker } from '../scripts/write-service-worker.ts'
import { buildSite } from './support/build-site.ts'
import { browserTest as test } from './support/chromium.ts'
import { useBuiltSite } from './support/use-built-site.ts'
import { writeCourse } from './support/write-course.ts'

const site = useBuiltSite('/some/course/')

test('the same course gives the same files', async () => {
  const again = writeCourse()
  onTestFinished(() => rm(again, { recursive: true, force: true }))
  await buildSite(again, ['--base', site.base])
  const [one, other] = [listFiles(site.folder()), listFiles(join(again, 'dist'))]
  expect([...other].filter(([path, hash]) => one.get(path) !== hash)).toEqual([])
  expect(hashFiles(other)).toBe(hashFiles(one))
})

/** Waits until the worker of this version is in charge, and what earlier ones stored is gone. */
async function waitForWorker(page: Page, version: string): Promise<void> {
  const findState = () =>
    page.evaluate(async () => {
      const { active } = (await navigator.serviceWorker.getRegistration()) ?? {}
      return { state: active?.state, caches: await caches.keys() }
    })
  await expect
    .poll(findState, { timeout: 20_000 })
    .toEqual({ state: 'activated', caches: [`loadbearing ${site.base} ${version}`] })
}

async function versionOf(site: string): Promise<string> {
  return /^const version = "(\w+)"/.exec(await readFile(join(site, 'sw.js'), 'utf8'))?.[1] ?? ''
}

test('after a visit to the home page the whole course is read and searched without a network, and a new one replaces it', async () => {
  const server = await site.serve(site.folder())
  const context = await site.browser().newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(server.url)
  await waitForWorker(page, await versionOf(site.folder()))
  await server[Symbol.asyncDispose]()

  for (const path of [...listFiles(site.folder()).keys()].filter((name) => name.endsWith('/index.html'))) {
    await page.goto(`${server.url}${path.replace(/index\.html$/, '')}`)
    expect(await page.locator('main h1, main h2').count(), path).toBeGreaterThan(0)
  }
  expect((await page.goto(`${server.url}nowhere/`))?.status()).toBe(404)
  expect(await page.locator('h1').textContent()).toBe('No page at this address')
  await page.goto(`${server.url}search/?q=apples`)
  await page.locator('.results a').first().waitFor()

  const next = join(site.folder(), '../next')
  await cp(site.folder(), next, { recursive: true })
  const home = join(next, 'index.html')
  await writeFile(home, (await readFile(home, 'utf8')).replace('</h1>', ', second edition</h1>'))
  const version = writeServiceWorker(next)
  await using later = await site.serve(next, server.port)
  await page.goto(later.url)
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
  await waitForWorker(page, version)
  await page.reload()
  expect(await page.locator('h1').textContent()).toBe('Loadbearing, second edition')
})

test('the form on any page leads to results, which a keyboard alone reaches', async () => {
  const { page, server } = await site.open('glossary/')
  await page.locator('#q').fill('apples')
  await page.keyboard.press('Enter')
  await page.locator('.results a').first().waitFor()
  expect(page.url()).toBe(`${server.url}search/?q=apples`)
  expect(await page.locator('[role=status]').textContent()).toMatch(/^\d+ pages? for “apples”/)
  await page.locator('#q').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.results') !== null)).toBe(true)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.endsWith('/search/'))
  expect(await page.locator('h1').count()).toBe(1)
})

test('what is around a text is not found, and a search for nothing says what to do', async () => {
  const { page } = await site.open('search/?q=Skip+to+the+text')
  await page.waitForFunction(() => /\bfor “/.test(document.querySelector('[role=status]')?.textContent ?? ''))
  expect(await page.locator('.results').textContent()).not.toContain('Skip to the text')
  await page.locator('#q').fill('zzqqxx')
  await page.locator('[role=status]', { hasText: 'Nothing was found' }).waitFor()
  await page.locator('#q').fill('')
  await page.locator('[role=status]', { hasText: 'Type what you look for' }).waitFor()
})

test('lists of pages are no results', async () => {
  const { page } = await site.open('search/?q=counting')
  await page.locator('[role=status]', { hasText: 'for “counting”' }).waitFor()
  const titles = await page.locator('.results a').allTextContents()
  expect(titles).toContain('Counting')
  expect(titles.filter((title) => ['Search', 'Proof', 'Loadbearing', 'Progress'].includes(title))).toEqual([])
})

test('without JavaScript the search page lists every page, and progress names the way that needs none', async () => {
  const { page, server } = await site.open('search/?q=lock', { javaScriptEnabled: false })
  expect(await page.locator('noscript').textContent()).toContain('listed below')
  const listed = await page.locator('.all a').count()
  expect(listed).toBeGreaterThan(6)
  await page.goto(`${server.url}progress/`)
  expect(await page.locator('main').textContent()).toContain('npx kata site')
  expect(await page.locator('main form').isVisible()).toBe(false)
})
