import { expect, inject, test } from 'vitest'
import { findBuildFaults, findEmptyPages } from './find-empty-pages.ts'
import { findHeavyPages, renderWeights } from './find-heavy-pages.ts'
import { loadPages } from './load-pages.ts'

const site = inject('builtCourse')
const pages = loadPages(site.folder)

test('the course is built without a complaint', () => {
  expect(findBuildFaults(site.output)).toEqual([])
  expect(findBuildFaults('12:00:00 [ERROR] [glob] no file\n99 pages')).toEqual(['12:00:00 [ERROR] [glob] no file'])
})

test('every page has a text', () => {
  expect(pages.length).toBeGreaterThan(90)
  expect(findEmptyPages(pages)).toEqual([])
})

test('a page whose main holds only what is around a text is found', () => {
  const words = '<p>Text.</p>'.repeat(30)
  const html = `<header>${words}</header><main id="content"><h1>Counting</h1><script>${words}</script></main>`
  expect(findEmptyPages([{ path: 'a.html', html }])).toEqual(['a.html: 1 words'])
  expect(findEmptyPages([{ path: 'a.html', html: `<main>${words}</main>` }])).toEqual([])
})

test('a page loads no script without a figure, little with one, and one small style sheet', () => {
  process.stdout.write(`${renderWeights(pages, site)}\n`)
  expect(findHeavyPages(pages, site)).toEqual([])
})

test('a script without a figure, and too much of script or style, are found', () => {
  const html = pages.find(({ path }) => path === 'lessons/caching/stampede/index.html')?.html ?? ''
  const noise = Array.from({ length: 4000 }, (_, index) => (index * 7919 ** 2).toString(36)).join('')
  const broken = [
    { path: 'no-figure.html', html: html.replaceAll('data-part="form"', '') },
    { path: 'long.html', html: html.replace('</body>', `<script>"${noise}"</script></body>`) },
    { path: 'styled.html', html: html.replace(/<link rel="stylesheet"[^>]*>/, '$&$&') },
  ]
  expect(findHeavyPages(broken, site)).toEqual([
    expect.stringMatching(/^no-figure\.html: \d scripts and no figure$/),
    expect.stringMatching(/^long\.html: \d+ bytes of scripts, at most 6144$/),
    expect.stringMatching(/^styled\.html: \d+ bytes of style, at most 8192$/),
  ])
})
