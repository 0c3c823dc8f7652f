import type { Locator, Page } from 'playwright-core'
import type { FigureName } from '../../../runner/src/figures/index.ts'

/**
 * Walks through a figure of the open page by keyboard alone: every control is reached by Tab and in its order, a slider
 * turns, the buttons do what they say, and the address leads to the same moment.
 *
 * @returns what did not happen
 */
export async function walkFigure(page: Page, name: FigureName): Promise<string[]> {
  const player = page.locator(`#figure-${name}`)
  const findings: string[] = []
  const hold = (isHeld: boolean, otherwise: string) => void (isHeld || findings.push(`${name}: ${otherwise}`))
  const moment = () => player.locator('output').innerText()
  const press = async (button: string) => {
    await player.locator(`button[value=${button}]`).focus()
    await page.keyboard.press('Enter')
  }

  hold(await reachesAll(page, player), 'Tab does not reach every control in its order')

  const atFirst = await player.innerText()
  const slider = player.locator('[data-slider]').first()
  await slider.focus()
  const value = await slider.inputValue()
  await page.keyboard.press('ArrowRight')
  if ((await slider.inputValue()) === value) await page.keyboard.press('ArrowLeft')
  hold((await slider.inputValue()) !== value, 'an arrow key does not turn the first slider')
  hold((await player.locator('[data-number]').first().inputValue()) !== value, 'the number beside it stays')

  await press('reset')
  hold((await slider.inputValue()) === value && (await player.innerText()) === atFirst, 'Reset does not lead back')
  await player.locator('[name=at]').focus()
  await page.keyboard.press('Home')
  const sentence = await player.locator('[data-part=sentence]').innerText()
  await press('step')
  hold((await moment()).startsWith('1 of '), 'Step does not lead to the next moment')
  await press('back')
  hold((await moment()).startsWith('0 of '), 'Back does not lead to the moment before')
  await press('play')
  hold((await player.locator('button[value=play]').innerText()) === 'Pause', 'Play does not play')
  await page.keyboard.press('Enter')
  hold((await player.locator('button[value=play]').innerText()) === 'Play', 'Pause does not pause')
  await player.locator('[name=at]').focus()
  await page.keyboard.press('End')
  hold(
    (await player.locator('[data-part=sentence]').innerText()) !== sentence,
    'the sentence stays the same from first to last',
  )
  await press('back')
  const shown = await player.innerText()
  await page.reload()
  hold((await player.innerText()) === shown, 'the address does not lead to the same moment')
  return findings
}

async function reachesAll(page: Page, player: Locator): Promise<boolean> {
  const controls = player.locator('form :is(input, select, button):visible')
  const count = await controls.count()
  await controls.first().focus()
  for (let index = 0; index < count; index += 1) {
    if (!(await controls.nth(index).evaluate((control) => control === document.activeElement))) return false
    await page.keyboard.press('Tab')
  }
  return count > 0
}
