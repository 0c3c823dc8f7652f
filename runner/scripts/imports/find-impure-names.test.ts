import { expect, test } from 'vitest'
import { parseSource } from '../source/parse-source.ts'
import { findImpureNames } from './find-impure-names.ts'

const namesIn = (text: string) =>
  findImpureNames(parseSource('runner/src/figures/one/model.ts', text)).map(({ name }) => name)

test('clocks, chance, the page and timers are found', () => {
  expect(namesIn('export const a = Date.now() + performance.now()')).toEqual(['Date', 'performance'])
  expect(namesIn('export const a = () => Math.random()')).toEqual(['Math.random'])
  expect(namesIn("document.title = 'x'; setTimeout(() => {}, 1)")).toEqual(['document', 'setTimeout'])
})

test('arithmetic whose last digit an engine may choose is found', () => {
  expect(
    namesIn('export const a = Math.log(2) + Math.exp(1) + Math.sin(1) + Math.pow(2, 3) + 2 ** 3').toSorted(),
  ).toEqual(['**', 'Math.exp', 'Math.log', 'Math.pow', 'Math.sin'])
})

test('what is exact everywhere may stay', () => {
  expect(namesIn('export const a = Math.floor(7 / 2) + Math.imul(3, 4) + Math.max(1, 2)')).toEqual([])
})

test('the line is told', () => {
  const [found] = findImpureNames(parseSource('a.ts', '\n\nexport const a = new Date()\n'))
  expect(found?.line).toBe(3)
})

test('a part of an object may be called as it likes', () => {
  expect(namesIn('export const a = { window: 1 }; export const b = a.window')).toEqual([])
  expect(namesIn('export const a = { window }')).toEqual(['window'])
})
