import { expect, inject, test } from 'vitest'
import { findInvalidHtml } from './find-invalid-html.ts'
import { loadPages } from './load-pages.ts'

const pages = loadPages(inject('builtCourse').folder)

test('every page is valid HTML', async () => {
  expect(await findInvalidHtml(pages)).toEqual([])
})

test('an element in the wrong place, an id that stands twice and a tag that is not closed are found', async () => {
  const html = pages.find(({ path }) => path === 'glossary/index.html')?.html ?? ''
  const broken = [
    { path: 'place.html', html: html.replace('</main>', '<p><label>A <ol><li>B</li></ol></label></p></main>') },
    { path: 'twice.html', html: html.replace('</main>', '<p id="content">A</p></main>') },
    { path: 'open.html', html: html.replace('</main>', '<div></main>') },
  ]
  expect(await findInvalidHtml(broken)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^place\.html:\d+:\d+ <ol> element is not permitted/),
      expect.stringMatching(/^twice\.html:\d+:\d+ Duplicate ID "content"/),
      expect.stringMatching(/^open\.html:\d+:\d+ .*<\/div>|^open\.html:\d+:\d+ .*<div>/),
    ]),
  )
})
