import { expect, test } from 'vitest'
import { draw } from './draw.ts'

test('the same seed and path give the same number, whatever was drawn before', () => {
  const first = draw(7, 1000, 1, 2)
  draw(7, 1000, 5)
  expect(draw(7, 1000, 1, 2)).toBe(first)
})

test('what was drawn stays what it is, so that a link to a moment keeps its meaning', () => {
  expect([0, 1, 2, 3].map((at) => draw(1, 1000, 0, at))).toMatchInlineSnapshot(`
    [
      41,
      180,
      459,
      652,
    ]
  `)
})

test('every number below the limit comes up about equally often', () => {
  const counts = Array.from({ length: 10 }, () => 0)
  for (let at = 0; at < 10_000; at++) counts[draw(3, 10, at)] = (counts[draw(3, 10, at)] ?? 0) + 1
  expect(Math.min(...counts)).toBeGreaterThan(900)
  expect(Math.max(...counts)).toBeLessThan(1100)
})

test('seeds, paths and orders of a path are told apart', () => {
  const drawn = [
    draw(1, 2 ** 32, 0),
    draw(2, 2 ** 32, 0),
    draw(1, 2 ** 32, 1),
    draw(1, 2 ** 32, 0, 1),
    draw(1, 2 ** 32, 1, 0),
  ]
  expect(new Set(drawn).size).toBe(5)
})

test('neighbours in a path are not alike', () => {
  let pairs = 0
  for (let at = 0; at < 4000; at++) if (draw(9, 2, 4, at) === draw(9, 2, 4, at + 1)) pairs++
  expect(Math.abs(pairs - 2000)).toBeLessThan(160)
})
