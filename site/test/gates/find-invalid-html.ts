import { HtmlValidate } from 'html-validate'
import type { BuiltPage } from './load-pages.ts'

/** What the HTML standard forbids; how a tag is written is not asked. */
const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'], elements: ['html5'] })

/** What is not valid HTML in pages, such as `<path>:3:120 <ol> element is not permitted …`. */
export async function findInvalidHtml(pages: readonly BuiltPage[]): Promise<string[]> {
  const findings: string[] = []
  for (const { path, html } of pages) {
    const { results } = await validator.validateString(html)
    for (const { line, column, message } of results.flatMap(({ messages }) => messages)) {
      findings.push(`${path}:${line}:${column} ${message}`)
    }
  }
  return findings
}
