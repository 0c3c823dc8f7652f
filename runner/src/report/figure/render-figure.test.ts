import { expect, test } from 'vitest'
import { someScreen } from '../../../test/support/some-screen.ts'
import { widestLine } from '../../../test/support/widest-line.ts'
import { countHeld } from '../../figures/count-held.ts'
import { drawParams } from '../../figures/draw-params.ts'
import { fillParams } from '../../figures/fill-params.ts'
import { playModel } from '../../figures/play-model.ts'
import { figureNames, loadFigure } from '../../figures/registry.ts'
import { renderFigure, type ShownFigure } from './render-figure.ts'
import { renderFigureList } from './render-figure-list.ts'

const figures = await Promise.all(figureNames.map(async (name) => ({ name, figure: await loadFigure(name) })))
const bucket = await loadFigure('token-bucket')

function shown(name: string, figure: typeof bucket, seed: number, hasLog = true): ShownFigure {
  const params = seed === 1 ? fillParams(figure.parameters) : drawParams(figure.parameters, seed)
  const view = figure.model.view(playModel(figure.model, params, seed).at(-1))
  return { name, figure, params, seed, view, hasLog, claims: undefined }
}

test('a figure is drawn with letters', () => {
  const claims = bucket.claims.slice(0, 1).map(countHeld)
  const text = renderFigure({ ...shown('token-bucket', bucket, 1, false), claims }, someScreen({ columns: 60 }))
  expect(text).toMatchInlineSnapshot(`
    "
     Three ways to count to five a second  seed 1

       A token bucket, a fixed window and a sliding window
       limit the same requests to the same rate.

       The same requests at three limiters
       token bucket      ●●◆◆  ●◆◆   ●  ×◆◆  ●◆◆◆×        ◆ ◆◆
       fixed window    ├─●◆×◆──●◆×─├─◆─├◆××├─●◆●◆×├───├───●─◆×┤
       sliding window    ●◆×●  ◆×●   ◆  ×●◆  ●◆××●        ◆ ××
                       0                              10,000 ms
       ● all passed  ◆ some passed  × none passed  ─ a window

       Passed within the last 1 s
       token bucket    ▁▄▄▇▇▆▅▆▅▅▃▄▆▆█▆▅▅▄▅▆█▄▃▃▁▁▁▄▅▆█▆ max 9
       fixed window    ▁▄▄▇▇▆▅▆▅▅▃▄▅▅█▆▅▅▄▅▇█▅▃▃▁▁▁▄▆▇▇▅ max 10
       sliding window  ▁▄▄▅▅▅▅▅▅▅▄▄▅▅▅▅▅▅▅▅▅▅▄▄▄▁▁▁▄▅▅▅▃ max 5
       limit 5         ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅
                       0                       10,000 ms
       a full row is 10 passed

       Would pass now
       token bucket    █████░░░░░░░░░░░░░░░░░░  1 of 5 requests
       fixed window    ███████████████████████  5 of 5 requests
       sliding window  ███████████████████████  5 of 5 requests

       The same 69 requests
       strategy        passed  refused  most within 1 s
       token bucket        44       25                9
       fixed window        43       26               10
       sliding window      36       33                5

       After 10 s, of 69 requests the token bucket has passed
       44, at most 9 within 1 s; the fixed window has passed
       43, at most 10 within 1 s; the sliding window has passed
       36, at most 5 within 1 s. The limit is 5 within 1 s.

       ✓ A sliding window never passes more than its limit
         within its length. (200 of 200 seeds)

       --rate 5          rate, 1 to 20 per s
       --burst 5         bucket holds, 1 to 40
       --window-ms 1000  window, 1000 to 5000 ms
       --load 8          requests arrive, 1 to 40 per s
       --clump 3         come together, 1 to 20
       --preset steady   steady, at the rate
       --preset waves    waves as large as the limit
       --preset flood    a flood

    "
  `)
})

test('with --plain it has no letter that a screen reader would stumble over', () => {
  const text = renderFigure(shown('token-bucket', bucket, 1), someScreen({ isPlain: true }))
  expect(text).toMatch(/^[\x20-\x7e\n]*$/)
})

test.each(
  figures.flatMap(({ name, figure }) => [60, 80, 120].map((columns) => ({ name, figure, columns }))),
)('$name fits into $columns columns, whatever is set', ({ name, figure, columns }) => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const screen = someScreen({ columns })
    expect(widestLine(renderFigure(shown(name, figure, seed), screen)), `seed ${seed}`).toBeLessThanOrEqual(columns)
  }
})

test('the list names each figure', () => {
  const text = renderFigureList(figures, someScreen())
  for (const { name, figure } of figures) expect(text).toContain(`${name}  ${figure.title}`)
})
