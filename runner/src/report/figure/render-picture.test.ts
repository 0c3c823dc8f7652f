import { expect, test } from 'vitest'
import { someScreen } from '../../../test/support/some-screen.ts'
import type { Picture } from '../../figures/view.ts'
import { paintFor } from '../../terminal/paint.ts'
import { renderPicture } from './render-picture.ts'

function render(picture: Picture, details: Parameters<typeof someScreen>[0] = {}): string {
  const screen = someScreen(details)
  return renderPicture(picture, { screen, paint: paintFor(screen), width: 40 }).join('\n')
}

const ring: Picture = {
  kind: 'ring',
  title: 'Keys on servers',
  size: 100,
  spans: [{ from: 10, to: 50, tone: 'good' }],
  marks: [
    { at: 10, tone: 'plain', label: 'server 1' },
    { at: 50, tone: 'plain', label: 'server 2' },
    { at: 75, tone: 'bad' },
  ],
  legend: [{ of: 'mark', tone: 'bad', label: 'a key that moved' }],
}

test('a ring is cut open and laid out flat, with its labels below', () => {
  expect(render(ring)).toMatchInlineSnapshot(`
    "    ◆━━━━━━━━━━━━━━━◆        ×
    0                                100 = 0
    server 1 at 10, server 2 at 50
    × a key that moved"
  `)
})

test('in plain text each tone has a letter of its own', () => {
  expect(render(ring, { isPlain: true })).toMatchInlineSnapshot(`
    "    *===============*        x
    0                                100 = 0
    server 1 at 10, server 2 at 50
    x a key that moved"
  `)
})

test('an arrow crosses every lane between the two that it joins', () => {
  const lanes = ['page', 'balancer', 'shop'].map((label) => ({ label, spans: [], marks: [] }))
  const picture: Picture = {
    kind: 'lanes',
    title: 'One',
    axis: { label: 'time', unit: 'ms', until: 100 },
    now: 100,
    lanes,
    arrows: [
      { from: 0, to: 2, leaves: 0, arrives: 10, tone: 'plain' },
      { from: 2, to: 1, leaves: 50, arrives: 60, tone: 'bad' },
    ],
    legend: [],
  }
  expect(render(picture)).toMatchInlineSnapshot(`
    "page
              ↓
    balancer
              ↓              ⇡
    shop
              0                       100 ms"
  `)
})

test('a bar that stands for nothing is empty, a full one is full', () => {
  const bars: Picture = {
    kind: 'bars',
    title: 'One',
    axis: { label: 'requests', unit: 'requests', until: 4 },
    bars: [
      { label: 'a', value: 0, tone: 'good' },
      { label: 'b', value: 1, tone: 'good' },
      { label: 'c', value: 4, tone: 'bad' },
    ],
  }
  expect(render(bars)).toMatchInlineSnapshot(`
    "a  ░░░░░░░░░░░░░░░░░░░░  0 of 4 requests
    b  █████░░░░░░░░░░░░░░░  1 of 4 requests
    c  ████████████████████  4 of 4 requests"
  `)
})

test('a chart keeps the peak of the points that fall into one column', () => {
  const points = Array.from({ length: 200 }, (_, at) => [at, at === 77 ? 10 : 1] as const)
  const chart: Picture = {
    kind: 'chart',
    title: 'One',
    x: { label: 'time', unit: 'ms', until: 200 },
    y: { label: 'calls', unit: 'calls', until: 10 },
    lines: [{ label: 'a', points }],
    points: [{ label: 'you', x: 77, y: 10 }],
  }
  expect(render(chart)).toMatchInlineSnapshot(`
    "a  ▂▂▂▂▂▂▂▂▂▂▂█▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ max 10
       0                       200 ms
    you: 77 ms, 10 calls
    a full row is 10 calls"
  `)
})
