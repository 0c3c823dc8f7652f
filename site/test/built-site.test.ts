import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type SiteServer, serveSite } from '../../runner/src/serving/serve-site.ts'
import { hashFiles, listFiles } from '../scripts/list-files.ts'
import { writeServiceWorker } from '../scripts/write-service-worker.ts'
import { buildSite } from './support/build-site.ts'
import { startChromium } from './support/chromium.ts'

const base = '/some/course/'
let folder: string
let built: string
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadbearing-site-'))
  built = join(folder, 'built')
  await buildSite(built, base)
  browser = await startChromium()
})

afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

function serve(served: string, port?: number): Promise<SiteServer> {
  return serveSite({ folder: served, base, port, fill: (html) => html })
}

/** A page at an address of the built site, with what it asked for and the errors it threw. */
async function open(path: string, { javaScriptEnabled = true } = {}) {
  const server = await serve(built)
  const context = await browser.newContext({ javaScriptEnabled, serviceWorkers: 'block' })
  onTestFinished(async () => {
    await context.close()
    await server[Symbol.asyncDispose]()
  })
  const page = await context.newPage()
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await page.goto(`${server.url}${path}`)
  return { page, requests, server }
}

test('the same course gives the same files', async () => {
  const again = join(folder, 'again')
  await buildSite(again, base)
  const [one, other] = [listFiles(built), listFiles(again)]
  expect([...other].filter(([path, hash]) => one.get(path) !== hash)).toEqual([])
  expect(hashFiles(other)).toBe(hashFiles(one))
})

async function waitForWorker(page: Page, version: string): Promise<void> {
  await page.waitForFunction(async (wanted) => {
    const { active } = (await navigator.serviceWorker.getRegistration()) ?? {}
    const names = await caches.keys()
    return active?.state === 'activated' && names.length === 1 && names[0]?.endsWith(wanted)
  }, version)
}

async function versionOf(site: string): Promise<string> {
  return /^const version = "(\w+)"/.exec(await readFile(join(site, 'sw.js'), 'utf8'))?.[1] ?? ''
}

test('after a visit to the home page the whole course is read and searched without a network, and a new one replaces it', async () => {
  const server = await serve(built)
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(server.url)
  await waitForWorker(page, await versionOf(built))
  await server[Symbol.asyncDispose]()

  for (const path of [...listFiles(built).keys()].filter((name) => name.endsWith('/index.html'))) {
    await page.goto(`${server.url}${path.replace(/index\.html$/, '')}`)
    expect(await page.locator('main h1, main h2').count(), path).toBeGreaterThan(0)
  }
  expect((await page.goto(`${server.url}nowhere/`))?.status()).toBe(404)
  expect(await page.locator('h1').textContent()).toBe('No page at this address')
  await page.goto(`${server.url}search/?q=stampede`)
  await page.locator('.results a').first().waitFor()

  const next = join(folder, 'next')
  await cp(built, next, { recursive: true })
  const home = join(next, 'index.html')
  await writeFile(home, (await readFile(home, 'utf8')).replace('</h1>', ', second edition</h1>'))
  const version = writeServiceWorker(next)
  await using later = await serve(next, server.port)
  await page.goto(later.url)
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
  await waitForWorker(page, version)
  await page.reload()
  expect(await page.locator('h1').textContent()).toBe('Loadbearing, second edition')
})

test('the form on any page leads to results, which a keyboard alone reaches', async () => {
  const { page, server } = await open('glossary/')
  await page.locator('#q').fill('idempotency')
  await page.keyboard.press('Enter')
  await page.locator('.results a').first().waitFor()
  expect(page.url()).toBe(`${server.url}search/?q=idempotency`)
  expect(await page.locator('[role=status]').textContent()).toMatch(/^\d+ pages? for “idempotency”/)
  await page.locator('#q').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.results') !== null)).toBe(true)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.endsWith('/search/'))
  expect(await page.locator('h1').count()).toBe(1)
})

test('what is around a text is not found, and a search for nothing says what to do', async () => {
  const { page } = await open('search/?q=Skip+to+the+text')
  await page.waitForFunction(() => /\bfor “/.test(document.querySelector('[role=status]')?.textContent ?? ''))
  expect(await page.locator('.results').textContent()).not.toContain('Skip to the text')
  await page.locator('#q').fill('zzqqxx')
  await page.locator('[role=status]', { hasText: 'Nothing was found' }).waitFor()
  await page.locator('#q').fill('')
  await page.locator('[role=status]', { hasText: 'Type what you look for' }).waitFor()
})

test('without JavaScript the search page lists every page, and progress names the way that needs none', async () => {
  const { page, server } = await open('search/?q=lock', { javaScriptEnabled: false })
  expect(await page.locator('noscript').textContent()).toContain('listed below')
  const listed = await page.locator('.all a').count()
  expect(listed).toBeGreaterThan(20)
  await page.goto(`${server.url}progress/`)
  expect(await page.locator('main').textContent()).toContain('npx kata site')
  expect(await page.locator('main form').isVisible()).toBe(false)
})
