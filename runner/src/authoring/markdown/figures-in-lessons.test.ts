import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { figureNames, loadFigure } from '../../figures/registry.ts'
import { readPage } from './page.ts'

const root = resolve(import.meta.dirname, '../../../..')
const pages = globSync('lessons/*/*.md', { cwd: root }).map((file) => readPage(readFileSync(join(root, file), 'utf8')))

/** Without line breaks and capitals, as a sentence may stand behind a colon, too. */
function flatten(text: string): string {
  return text.replace(/\s+/g, ' ').toLowerCase()
}

describe.each(figureNames)('%s', (name) => {
  const page = pages.find(({ fences }) => fences.some(({ info }) => info === `figure ${name}`))

  test('it stands in a lesson or in the opening of a chapter', () => expect(page).toBeDefined())

  test('what it claims is said there in the same words', async () => {
    const text = flatten(
      [...(page?.prose ?? []).map((each) => each.text), ...(page?.fences ?? []).map(({ body }) => body)].join(' '),
    )
    for (const { sentence } of (await loadFigure(name)).claims)
      expect(text).toContain(flatten(sentence).replace(/\.$/, ''))
  })
})
