import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { type SiteServer, serveSite } from '../../../runner/src/serving/serve-site.ts'
import { buildSite } from './build-site.ts'
import { startChromium } from './chromium.ts'
import { writeCourse } from './write-course.ts'

interface OpenedPage {
  readonly page: Page
  readonly server: SiteServer
  /** What the browser asked for, as `GET /some/path`. */
  readonly requests: readonly string[]
}

interface BuiltSite {
  readonly base: string
  /** The folder that holds `index.html`; only within tests. */
  readonly folder: () => string
  readonly browser: () => Browser
  readonly serve: (folder: string, port?: number) => Promise<SiteServer>
  /** A page in a browser of its own, which keeps nothing for others. */
  readonly open: (path: string, options?: { readonly javaScriptEnabled?: boolean }) => Promise<OpenedPage>
}

/** Builds a small course once for all tests of a file, and starts a browser for them. */
export function useBuiltSite(base: string): BuiltSite {
  let course = ''
  let browser: Browser
  beforeAll(async () => {
    course = writeCourse()
    expect(await buildSite(course, ['--base', base])).toMatchObject({ exitCode: 0, output: '' })
    browser = await startChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(course, { recursive: true, force: true })
  })
  const folder = () => join(course, 'dist')
  const serve = (served: string, port?: number) => serveSite({ folder: served, base, port, fill: (html) => html })
  const open: BuiltSite['open'] = async (path, { javaScriptEnabled = true } = {}) => {
    const server = await serve(folder())
    const context = await browser.newContext({ javaScriptEnabled, serviceWorkers: 'block' })
    onTestFinished(async () => {
      await context.close()
      await server[Symbol.asyncDispose]()
    })
    const page = await context.newPage()
    const requests: string[] = []
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await page.goto(`${server.url}${path}`)
    return { page, server, requests }
  }
  return { base, folder, browser: () => browser, serve, open }
}
