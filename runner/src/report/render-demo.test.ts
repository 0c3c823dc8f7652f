import { describe, expect, test } from 'vitest'
import type { Screen } from '../terminal/screen.ts'
import { renderDemo, renderDemoTable } from './render-demo.ts'

const screen: Screen = { columns: 80, hasColour: false, isInteractive: false, isPlain: false }
const demo = {
  title: 'One hundred reads',
  columns: ['strategy', 'reads', 'p99'],
  rows: [
    ['no lock', 100, '8 ms'],
    ['lock', 1, '9 ms'],
  ],
  claims: [
    { sentence: 'Reads fall at least 50-fold', holds: true },
    { sentence: 'The p99 halves', holds: false },
  ],
}

describe('renderDemoTable', () => {
  test('puts numbers to the right and words to the left', () => {
    expect(renderDemoTable(demo)).toBe(
      ['strategy  reads  p99', 'no lock     100  8 ms', 'lock          1  9 ms'].join('\n'),
    )
  })
})

describe('renderDemo', () => {
  test('shows the table, and which claims hold here', () => {
    expect(renderDemo(demo, screen).split('\n')).toEqual([
      '',
      ' One hundred reads',
      '',
      '   strategy  reads  p99',
      '   no lock     100  8 ms',
      '   lock          1  9 ms',
      '',
      ' ✓ Reads fall at least 50-fold',
      ' ✗ The p99 halves (not here)',
      '',
      '',
    ])
  })

  test('says in words what a drawing would say', () => {
    const text = renderDemo(demo, { ...screen, isPlain: true })
    expect(text).toContain(' Holds: Reads fall at least 50-fold')
    expect(text).toContain(' Does not hold: The p99 halves')
  })
})
