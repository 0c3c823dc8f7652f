import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { widestLine } from '../../test/support/widest-line.ts'
import type { Outline, OutlineKata } from './outline.ts'
import { renderList } from './render-list.ts'

function kata(slug: string, details: Partial<OutlineKata> = {}): OutlineKata {
  const title = 'A title that takes its place on the line'
  return {
    slug,
    title,
    state: 'new',
    minutes: 20,
    difficulty: 2,
    services: { postgres: 1 },
    attempts: 0,
    passes: 0,
    ...details,
  }
}

const outline: Outline = {
  chapters: [
    {
      number: 1,
      slug: 'databases',
      title: 'The part that remembers',
      summary: 'Where two writers meet.',
      state: 'open',
      lessons: [
        {
          slug: 'transactions',
          katas: [
            kata('lost-update', { state: 'passed' }),
            kata('write-skew', { services: { postgres: 1, redis: 2 }, state: 'started' }),
          ],
        },
      ],
      boss: kata('the-night-shift'),
    },
    {
      number: 2,
      slug: 'queues',
      title: 'Work that happens later, twice, or out of order, at length',
      summary: '',
      state: 'coming',
      lessons: [],
    },
  ],
}

test.each([60, 80, 120])('it fits into %i columns, with and without colour', (columns) => {
  for (const details of [{}, { hasColour: true }, { isPlain: true }]) {
    expect(widestLine(renderList(outline, someScreen({ columns, ...details })))).toBeLessThanOrEqual(columns)
  }
})

test('states, minutes and services stand beside each kata', () => {
  expect(renderList(outline, someScreen())).toMatchInlineSnapshot(`
    " 1  databases  The part that remembers                             1 of 3 passed
        lesson transactions
          ✓ lost-update      A title that takes its pla…  20 min  postgres
          ▸ write-skew       A title that takes its pla…  20 min  postgres, redis x2
        boss
          · the-night-shift  A title that takes its pla…  20 min  postgres

     2  queues     Work that happens later, twice, or out of order, at leng…  coming

     ✓ passed  ▸ started  · new
     kata read <lesson>  kata start <kata>
    "
  `)
})

test('a pass whose test changed since is shown apart, and the legend says what that is', () => {
  const [chapter] = outline.chapters
  if (chapter === undefined) throw new Error('there is a chapter')
  const stale = { chapters: [{ ...chapter, boss: kata('the-night-shift', { state: 'passed', isStale: true }) }] }
  expect(renderList(stale, someScreen())).toMatch(/↻ the-night-shift.*↻ passed, changed since/s)
  expect(renderList(stale, someScreen({ isPlain: true }))).toContain('changed the-night-shift')
  expect(widestLine(renderList(stale, someScreen({ columns: 60 })))).toBeLessThanOrEqual(60)
})

test('a narrow screen leaves out the services and not the names', () => {
  const text = renderList(outline, someScreen({ columns: 60 }))
  expect(text).toContain('the-night-shift')
  expect(text).not.toContain('postgres')
})

test('a plain screen says the state in words', () => {
  const text = renderList(outline, someScreen({ isPlain: true }))
  expect(text).toContain('passed  lost-update')
  expect(text).not.toMatch(/[✓▸·]/)
})

test('colour is only for a screen that has it', () => {
  expect(renderList(outline, someScreen())).not.toContain('\u001b')
  expect(renderList(outline, someScreen({ hasColour: true }))).toContain('\u001b')
})

test('a filter that leaves nothing says so', () => {
  expect(renderList({ chapters: [] }, someScreen())).toBe('No kata fits.\n')
})
