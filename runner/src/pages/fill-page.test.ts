import { expect, test } from 'vitest'
import { someEvents, someRun } from '../../test/support/some-events.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import { fillPage, slotMarks } from './fill-page.ts'
import type { PageCourse } from './page-course.ts'
import { viewProgress } from './view-progress.ts'

const wrong = [{ name: 'naïve', fails: '', message: '<img src=x onerror=alert(1)>' }]
const course: PageCourse = {
  base: '/course/',
  chapters: [
    { slug: 'sums', title: 'Sums & more', katas: [{ slug: 'add-up', title: 'Add up', testHash: 't', wrong }] },
  ],
}
const passed = viewProgress(course, deriveProgress(someEvents([0, someRun('passed')])))
const nothing = viewProgress(course, deriveProgress([]))
const fill = (html: string, view = passed) => fillPage(html, view, course.base)

test('the state of a kata stands beside its name', () => {
  const list =
    '<a>Add up</a> <span class="state" data-kata="add-up"></span><span class="state" data-kata="other"></span>'
  expect(fill(list)).toContain('data-kata="add-up">passed</span><span class="state" data-kata="other"></span>')
  expect(fill(list, nothing)).toBe(list)
})

test('what only the hosted copy needs is taken out, however often it comes', () => {
  const hosted = '<!--kata:hosted--><script>1</script><!--/kata:hosted-->'
  expect(fill(`a${hosted}b${hosted}c`)).toBe('abc')
})

test('progress takes the place of the form that asks for a file', () => {
  const page = fill('<h1>Progress</h1><!--kata:progress--><form></form><script></script><!--/kata:progress--><footer>')
  expect(page).toMatch(/^<h1>Progress<\/h1>.*1 of 1 katas passed.*<footer>$/s)
  expect(page).not.toMatch(/<form|<script/)
  expect(page).toContain('href="/course/katas/add-up/"')
})

test('a text is shown as it is, and is never part of the page', () => {
  const page = fill(slotMarks('progress').join(''))
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(page).toContain('Sums &amp; more')
  expect(page).not.toContain('<img')
})

test('a page without slots, or with one that is cut short, is left as it is', () => {
  for (const html of ['<p>text</p>', '<!--kata:hosted-->', '<!--/kata:hosted--><!--kata:hosted-->']) {
    expect(fill(html)).toBe(html)
  }
})
