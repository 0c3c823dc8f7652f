import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite } from './support/build-site.ts'
import { writeCourse } from './support/write-course.ts'

const pages = [
  '404.html',
  'chapters/basics/index.html',
  'chapters/basics/print/index.html',
  'chapters/basics/summary/index.html',
  'chapters/later/index.html',
  'constraints/index.html',
  'errors/index.html',
  'glossary/index.html',
  'index.html',
  'katas/add-up/index.html',
  'katas/add-up/proof/index.html',
  'lessons/basics/counting/index.html',
  'lessons/basics/counting/slides/index.html',
  'progress/index.html',
  'search/index.html',
]

/** Pages that need a script: to search, to read a file, to register the service worker. */
const scripted = ['index.html', 'progress/index.html', 'search/index.html']

let course = ''
let texts: ReadonlyMap<string, string> = new Map()

beforeAll(async () => {
  course = writeCourse()
  const { output, exitCode } = await buildSite(course, ['--base', '/some/where/'])
  expect(output).toBe('')
  expect(exitCode).toBe(0)
  const dist = join(course, 'dist')
  const files = globSync('**/*.html', { cwd: dist }).map((file) => file.replaceAll('\\', '/'))
  texts = new Map(files.sort().map((file) => [file, readFileSync(join(dist, file), 'utf8')]))
})

afterAll(() => rmSync(course, { recursive: true, force: true }))

test('every page of the course is there, and no other', () => {
  expect([...texts.keys()]).toEqual(pages)
})

test.each(
  pages,
)('%s has text, no script unless it is one of three, and every link below the base leads somewhere', (page) => {
  const html = texts.get(page) ?? ''
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? ''
  expect(main.replaceAll(/<[^>]*>/g, ' ').split(/\s+/).length).toBeGreaterThan(8)
  expect(html.includes('<script')).toBe(scripted.includes(page))
  const links = [...html.matchAll(/ (?:href|action)="([^"#][^"#]*)/g)].map((match) => match[1] ?? '')
  for (const link of links.filter((each) => !each.startsWith('https://'))) {
    expect(link).toMatch(/^\/some\/where\//)
    if (link.endsWith('/')) {
      expect([...texts.keys()]).toContain(`${link.slice('/some/where/'.length)}index.html`)
    }
  }
})

test('without a run of the gate the proof of a kata names the command, and no number', () => {
  const html = texts.get('katas/add-up/proof/index.html') ?? ''
  expect(html).toContain('No run of the gate was recorded for this copy of the site')
  expect(html).toContain('npx kata dev check add-up --repeat 3')
  expect(html).not.toContain('<table')
})

test('a prediction says what was chosen and what it is, without a script', () => {
  const html = texts.get('lessons/basics/counting/index.html') ?? ''
  expect(html.match(/type="radio" name="prediction"/g)).toHaveLength(2)
  const chosen = html
    .split('class="chosen"')
    .at(-1)
    ?.replaceAll(/<[^>]*>/g, '')
  expect(chosen).toContain('You chose: Twice. Nobody reads again.It is: Once. The others wait.')
})

test('a constraint, a command and a file of the course become links to their pages', () => {
  const html = texts.get('lessons/basics/counting/index.html') ?? ''
  expect(html).toContain('<a href="/some/where/constraints/#one-sum"><code>one-sum</code></a>')
  expect(html).toContain('<a href="/some/where/katas/add-up/"><code>kata start add-up</code></a>')
  expect(html).toContain('<a href="/some/where/glossary/">the glossary</a>')
  expect(html).toContain('<a href="#the-symptom">the symptom</a>')
})

test('a lesson on a slide per mark, with notes for the one who speaks', () => {
  const html = texts.get('lessons/basics/counting/slides/index.html') ?? ''
  expect(html.match(/<section class="slide/g)).toHaveLength(3)
  expect(html).toContain('Ask who has the list.')
  expect(texts.get('lessons/basics/counting/index.html')).not.toContain('Ask who has the list.')
})
