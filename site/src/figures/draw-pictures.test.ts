import { expect, test } from 'vitest'
import type { Picture } from '../../../runner/src/figures/view.ts'
import { allDrawings } from './all-drawings.ts'
import { drawPictures } from './draw-pictures.ts'

const draw = (picture: Picture): string => drawPictures([picture], allDrawings)
const axis = { label: 'time', unit: 'ms', until: 200 }

test('places on lanes are shares of the width, so that a picture fits a phone and a projector', () => {
  const html = draw({
    kind: 'lanes',
    title: 'One',
    axis,
    now: 200,
    lanes: [{ label: 'a', spans: [{ from: 50, to: 100, tone: 'good' }], marks: [{ at: 150, tone: 'bad' }] }],
    arrows: [],
    legend: [],
  })
  expect(html).toContain('<line class="span good" x1="25%" x2="50%" y1="15" y2="15"/>')
  expect(html).toContain('<text class="mark bad" x="75%" y="15">✕</text>')
  expect(html).not.toContain('class="now"')
})

test('an arrow points to the lane at which it arrives', () => {
  const lanes = ['a', 'b'].map((label) => ({ label, spans: [], marks: [] }))
  const arrow = { leaves: 0, arrives: 20, tone: 'plain' } as const
  const picture = { kind: 'lanes', title: 'One', axis, now: 100, lanes, legend: [] } as const
  expect(draw({ ...picture, arrows: [{ ...arrow, from: 0, to: 1 }] })).toContain('▾')
  expect(draw({ ...picture, arrows: [{ ...arrow, from: 1, to: 0, label: '504' }] })).toMatch(/▴.*504/)
})

test('a chart draws each line with a stroke of its own, and 0 at the bottom', () => {
  const html = draw({
    kind: 'chart',
    title: 'One',
    x: axis,
    y: { label: 'calls', unit: 'per s', until: 10 },
    lines: [
      {
        label: 'a',
        points: [
          [0, 0],
          [200, 10],
        ],
      },
      { label: 'b', points: [[100, 5]] },
    ],
    limit: { label: 'limit 5', y: 5 },
    points: [{ label: 'you', x: 100, y: 5 }],
  })
  expect(html).toContain('<path class="line l0" d="M0 100L1000 0"/>')
  expect(html).toContain('class="line l1"')
  expect(html).toContain('d="M0 50H1000"')
  expect(html).toContain('<text class="mark plain" x="50%" y="50%">')
})

test('a quarter of a ring begins at the top and ends at the right', () => {
  const html = draw({
    kind: 'ring',
    title: 'One',
    size: 100,
    spans: [{ from: 0, to: 25, tone: 'good' }],
    marks: [{ at: 50, tone: 'plain', label: 'b' }],
    legend: [],
  })
  expect(html).toContain('d="M0.0 -70.0A70 70 0 0 1 70.0 -0.0"')
  expect(html).toMatch(/x="0\.0" y="83\.0">b</)
})

test('of two places side by side on a ring, the second has its label inside', () => {
  const marks = [10, 12, 50].map((at) => ({ at, tone: 'plain', label: `at ${at}` }) as const)
  const html = draw({ kind: 'ring', title: 'One', size: 100, spans: [], marks, legend: [] })
  const distances = [...html.matchAll(/x="([^"]+)" y="([^"]+)">at/g)].map(([, x, y]) =>
    Math.hypot(Number(x), Number(y)),
  )
  expect(distances.map(Math.round)).toEqual([83, 57, 83])
})

test('an empty bar has its number all the same', () => {
  const bars = [{ label: 'a', value: 0, tone: 'bad' }] as const
  const html = draw({ kind: 'bars', title: 'One', axis: { label: 'n', unit: 'n', until: 5 }, bars })
  expect(html).toContain('>0</text>')
  expect(html).not.toContain('class="span bar')
})

test('what a model calls its lanes can not break the page', () => {
  const bars = [{ label: '<b>"&', value: 1, tone: 'good' }] as const
  expect(draw({ kind: 'bars', title: '"', axis, bars })).toContain('<li>&lt;b>&quot;&amp;</li>')
})
