import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest'
import { type SiteServer, serveSite } from '../../../runner/src/serving/serve-site.ts'
import { startChromium } from '../support/chromium.ts'

interface SiteInBrowser {
  /** A tab in a browser of its own, at no page yet. */
  readonly newPage: (options?: BrowserContextOptions) => Promise<Page>
  /** Opens a page of the site, by its path below it. */
  readonly visit: (page: Page, path: string) => Promise<void>
}

/** Serves the built course and starts a browser for all tests of a file. */
export function useBrowser(): SiteInBrowser {
  const { folder, base } = inject('builtCourse')
  let browser: Browser
  let server: SiteServer
  beforeAll(async () => {
    server = await serveSite({ folder, base, fill: (html) => html })
    browser = await startChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.[Symbol.asyncDispose]()
  })
  return {
    async visit(page, path) {
      const response = await page.goto(`${server.url}${path.replace(/index\.html$/, '')}`)
      expect(response?.status(), path).toBe(200)
    },
    async newPage(options) {
      const context = await browser.newContext({ serviceWorkers: 'block', ...options })
      onTestFinished(() => context.close())
      return context.newPage()
    },
  }
}
