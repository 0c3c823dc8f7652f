import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { widestLine } from '../../test/support/widest-line.ts'
import { renderSolution } from './render-solution.ts'

const view = {
  kata: 'add-up',
  solution: {
    code: `export const add = (left: number, right: number): number => left + right // ${'and so on '.repeat(6)}\n`,
    readme: '# Why this works\n\nIt adds.\n',
    alternatives: ['by-counting.ts', 'by-table.ts'],
  },
  folder: 'workspace/add-up/solution',
  commands: ['diff'],
}

test('code, explanation and the other designs are shown, each where it can be found', () => {
  const text = renderSolution(view, someScreen())
  expect(text).toMatch(/export const add.*Why this works.*by-counting\.ts.*kata diff add-up/s)
  expect(text).toContain('   workspace/add-up/solution/alternatives/by-table.ts')
})

test('a solution that says nothing more is its code alone', () => {
  const text = renderSolution({ ...view, solution: { code: 'x\n', readme: '', alternatives: [] } }, someScreen())
  expect(text).not.toContain('Other right designs')
})

test.each([60, 80])('it fits into %i columns', (columns) => {
  expect(widestLine(renderSolution(view, someScreen({ columns })))).toBeLessThanOrEqual(columns)
})
