import { expect, inject, test } from 'vitest'
import { findDeadLinks } from './find-dead-links.ts'
import { loadPages } from './load-pages.ts'

const site = inject('builtCourse')
const pages = loadPages(site.folder)

test('every link of every page, its fragment included, leads somewhere below the base path', () => {
  const links = pages.flatMap(({ html }) => html.match(/ href="/g) ?? [])
  expect(links.length).toBeGreaterThan(2000)
  expect(findDeadLinks(pages, site)).toEqual([])
})

test.each([
  ['/some/course/nowhere/', 'a page that is not there'],
  ['/some/course/glossary/#nothing', 'a fragment that is not there'],
  ['#nothing', 'a fragment of its own that is not there'],
  ['/glossary/', 'a way out of the base path'],
  ['../nowhere.svg', 'a file that is not there'],
  ['javascript:void(0)', 'a link to nothing'],
])('%s is found: %s', (address) => {
  const page = pages.find(({ path }) => path === 'glossary/index.html')
  const html = page?.html.replace('</main>', `<a href="${address}">A</a></main>`) ?? ''
  const others = pages.filter((each) => each !== page)
  expect(findDeadLinks([...others, { path: 'glossary/index.html', html }], site)).toEqual([
    `glossary/index.html: ${address}`,
  ])
})
