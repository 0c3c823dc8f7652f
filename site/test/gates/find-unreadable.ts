import type { Page } from 'playwright-core'

/**
 * What a reader of the open page misses where no script runs: `screen` looks at figures and at what only a script would
 * use, `print` at answers, hints and what paper has no use for, too. Such as `figure.player table is not shown`.
 */
export function findUnreadable(page: Page, medium: 'screen' | 'print'): Promise<string[]> {
  return page.evaluate((isPrint) => {
    const shows = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.clientHeight > 0
    const says = (element: Element) => shows(element) && element.textContent.trim() !== ''
    const needed = [
      '.player [data-part=pictures]',
      '.player [data-part=sentence]',
      '.player .wide:has([data-part=table])',
    ]
    const open = ['.prediction .answers', '.ladder details > :not(summary)']
    const useless = ['.player form']
    const unprinted = ['header.site', 'footer.site', 'nav', 'form', '.skip', '.prediction summary', '.slide footer a']
    const all = (selectors: readonly string[]) => selectors.flatMap((each) => [...document.querySelectorAll(each)])
    const name = ({ tagName, className, id }: Element) =>
      `${tagName.toLowerCase()}${id && `#${id}`}${className && `.${className}`}`
    return [
      ...all(isPrint ? [...needed, ...open] : needed)
        .filter((each) => !says(each))
        .map((each) => `${name(each)} is not shown`),
      ...all(isPrint ? unprinted : useless)
        .filter(shows)
        .map((each) => `${name(each)} is shown`),
    ]
  }, medium === 'print')
}

/** Chooses an answer of each prediction in turn, and opens what it says; whichever was not answered is a finding. */
export async function findUnanswered(page: Page): Promise<string[]> {
  const findings: string[] = []
  for (const prediction of await page.locator('.prediction').all()) {
    await prediction.locator('input').last().check()
    await prediction.locator('summary').click()
    const answer = await prediction.locator('.chosen:visible').allInnerTexts()
    if (answer.length === 1 && /^You chose:[\s\S]*\n(And so it is\.|[\s\S]*It is:)/.test(answer[0] ?? '')) continue
    findings.push(`${await prediction.getAttribute('id')}: ${JSON.stringify(answer)}`)
  }
  return findings
}
