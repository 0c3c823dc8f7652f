import { expect, inject } from 'vitest'
import { figureNames } from '../../../runner/src/figures/index.ts'
import { browserTest as test } from '../support/chromium.ts'
import { loadPages } from './load-pages.ts'
import { useBrowser } from './use-browser.ts'
import { walkFigure } from './walk-figure.ts'

const site = useBrowser()
const pages = loadPages(inject('builtCourse').folder)

function pageOf(name: string): string {
  const found = pages.find(
    ({ path, html }) =>
      !path.includes('slides') && html.includes(`<figure-${name} `) && html.includes('data-part="form"'),
  )
  return found?.path ?? `no page with ${name}`
}

test.each(figureNames)('%s is turned, stepped, played and found again by keyboard alone', async (name) => {
  const page = await site.newPage()
  await site.visit(page, pageOf(name))
  expect(await walkFigure(page, name)).toEqual([])
})

test.each(figureNames)('%s is not played where motion is not wanted', async (name) => {
  const page = await site.newPage({ reducedMotion: 'reduce' })
  await site.visit(page, pageOf(name))
  const player = page.locator(`#figure-${name}`)
  expect(await player.locator('button[value=step]').isVisible()).toBe(true)
  expect(await player.locator('button[value=play], .speed').filter({ visible: true }).count()).toBe(0)
})

test('a control that Tab passes by, a button that does nothing and an address that is forgotten are found', async () => {
  const page = await site.newPage()
  await page.addInitScript(() => {
    history.replaceState = () => {}
    const forget = (event: Event) => {
      if ((event.target as HTMLButtonElement).value === 'step') event.stopPropagation()
    }
    document.addEventListener('click', forget, true)
    document.addEventListener('DOMContentLoaded', () => {
      for (const back of document.querySelectorAll<HTMLButtonElement>('button[value=back]')) back.tabIndex = -1
    })
  })
  await site.visit(page, pageOf('token-bucket'))
  const findings = await walkFigure(page, 'token-bucket')
  expect(findings).toContain('token-bucket: Tab does not reach every control in its order')
  expect(findings).toContain('token-bucket: Step does not lead to the next moment')
  expect(findings).toContain('token-bucket: the address does not lead to the same moment')
})
