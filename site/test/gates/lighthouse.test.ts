import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { findFreePort } from '../../../runner/src/services/find-free-port.ts'
import { serveSite } from '../../../runner/src/serving/serve-site.ts'
import { startChromium, browserTest as test } from '../support/chromium.ts'
import { runLighthouse } from './run-lighthouse.ts'

const site = inject('builtCourse')
const pages = ['', 'lessons/networks/retries-multiply/', 'katas/lost-update/', 'constraints/']
const full = { accessibility: 100, bestPractices: 100, seo: 100 }
let browser: Browser
let port: number

beforeAll(async () => {
  port = await findFreePort()
  browser = await startChromium([`--remote-debugging-port=${port}`])
})
afterAll(() => browser?.close())

test.for(pages)('"%s" has all that Lighthouse asks of accessibility, practices and search', async (path) => {
  await using server = await serveSite({ ...site, fill: (html) => html })
  const scores = await runLighthouse(`${server.url}${path}`, port)
  // How fast it is depends on the machine, so it is told and not asserted.
  const { performance, largestPaintMs, requests, transferredBytes } = scores
  const told = `performance ${performance}, largest paint ${Math.round(largestPaintMs)} ms`
  console.log(`/${path}: ${told}, ${requests} requests, ${Math.round(transferredBytes / 1024)} KiB uncompressed`)
  expect(scores).toMatchObject(full)
})

test('a page without language and description, with a picture that is missing, has not', async () => {
  const breakPage = (html: string) =>
    html
      .replace(/<html lang="[^"]*"/, '<html')
      .replace(/<meta name="description"[^>]*>/, '')
      .replace('</main>', '<img src="missing.png"></main>')
  await using server = await serveSite({ ...site, fill: breakPage })
  const { accessibility, bestPractices, seo } = await runLighthouse(`${server.url}katas/lost-update/`, port)
  expect([accessibility < 100, bestPractices < 100, seo < 100]).toEqual([true, true, true])
})
