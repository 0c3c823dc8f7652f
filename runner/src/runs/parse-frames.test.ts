import { expect, test } from 'vitest'
import { parseFrames } from './parse-frames.ts'

test('places are read from all the ways in which V8 writes a frame', () => {
  const stack = [
    'Error: at least: one:1:2',
    '    at sum (/home/me/my katas/sum.ts:8:29)',
    '    at async Object.run (file:///home/me/run.js:10:4)',
    '    at /home/me/sum.test.ts:3:49',
    '    at async /home/me/other.ts:4:5',
    '    at new Promise (<anonymous>)',
    '    at node:internal/timers:1:2',
  ].join('\n')
  expect(parseFrames(stack)).toEqual([
    { file: '/home/me/my katas/sum.ts', line: 8, column: 29 },
    { file: '/home/me/run.js', line: 10, column: 4 },
    { file: '/home/me/sum.test.ts', line: 3, column: 49 },
    { file: '/home/me/other.ts', line: 4, column: 5 },
    { file: 'node:internal/timers', line: 1, column: 2 },
  ])
})
