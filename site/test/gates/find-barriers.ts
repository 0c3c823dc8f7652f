import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOnly, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 at the levels A and AA. */
const allRules: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'],
}

/** What may differ between light and dark. */
const colourRules: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

declare global {
  // Put into the page by the line below.
  var axe: { readonly run: (options: RunOptions) => Promise<AxeResults> }
}

/** What axe finds in the page that is open, with all that can be opened in it, such as `color-contrast: .above`. */
export async function findBarriers(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
    for (const choice of document.querySelectorAll<HTMLInputElement>('.options li:first-child input')) choice.click()
  })
  if (await page.evaluate(() => globalThis.axe === undefined)) await page.evaluate(axeSource)
  const options: RunOptions = { runOnly: rules === 'all' ? allRules : colourRules, resultTypes: ['violations'] }
  const { violations } = await page.evaluate((given) => globalThis.axe.run(given), options)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Whether the page has to be scrolled sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}
