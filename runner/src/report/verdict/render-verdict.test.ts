import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { VerdictState } from '../../runs/verdict.ts'
import { renderVerdict } from './render-verdict.ts'
import { sampleVerdicts } from './sample-verdicts.ts'
import type { NextStep, VerdictView } from './verdict-view.ts'

const next: Readonly<Record<VerdictState, readonly NextStep[]>> = {
  passed: [{ type: 'workspace/cache-stampede/solution', does: 'how the course solves it, and what that costs' }],
  failed: [
    { type: 'h', does: 'hint: what do the other 199 know at that moment?' },
    { type: 'kata sh redis', does: 'to look at what the run left' },
  ],
  'did-not-compile': [{ type: 'kata test', does: 'when it is mended' }],
  'timed-out': [
    { type: 'kata test cache-stampede --inspect', does: 'to step through it in a debugger, without a time limit' },
  ],
  crashed: [{ type: 'kata test', does: 'after awaiting or catching the promise that rejects' }],
  undecided: [{ type: 'kata test', does: 'Run again: a new server is started by itself.' }],
}

const states = Object.keys(sampleVerdicts) as VerdictState[]

function view(state: VerdictState, columns: number, more: Partial<VerdictView['screen']> = {}): VerdictView {
  const entered = state === 'passed' ? ['One expired key is rebuilt once, whoever asks'] : []
  return {
    screen: { columns, hasColour: false, isInteractive: false, isPlain: false, ...more },
    runNumber: 4,
    next: next[state],
    entered,
  }
}

describe.each([60, 80, 120])('at %i columns', (columns) => {
  test.each(states)('%s is shown as reviewed', (state) => {
    expect(renderVerdict(sampleVerdicts[state], view(state, columns))).toMatchSnapshot()
  })

  test.each(states)('%s with colour says the same, and no line is too wide', (state) => {
    const plain = renderVerdict(sampleVerdicts[state], view(state, columns))
    const coloured = renderVerdict(sampleVerdicts[state], view(state, columns, { hasColour: true }))
    expect(coloured).not.toBe(plain)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(plain)
    for (const line of plain.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(columns)
  })
})

test.each(states)('%s is whole sentences for a screen reader, without drawing', (state) => {
  const text = renderVerdict(sampleVerdicts[state], view(state, 80, { isPlain: true }))
  expect(text).toMatchSnapshot()
  expect(text).not.toMatch(/[✓✗▇│→·]/u)
})

test('what the code printed can not upset the terminal, and is bounded', () => {
  const output = `\x1b[2J\x07danger\x1b]0;title\x07\n${'line\n'.repeat(5000)}`
  const text = renderVerdict({ ...sampleVerdicts.failed, output }, view('failed', 80))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
  expect(text).toContain('danger')
  expect(text).toContain('… 4981 more lines')
})

test('a long timeline and a long table are cut, and say so', () => {
  const steps = Array.from({ length: 50 }, () => ({ actor: 'A', text: 'reads' }))
  const rows = Array.from({ length: 50 }, (_, at) => [at])
  const evidence = [
    { kind: 'timeline' as const, label: 'order', steps },
    { kind: 'table' as const, label: 'rows', columns: ['n'], rows },
  ]
  const [first] = sampleVerdicts.passed.tests
  if (!first) throw new TypeError('the sample has a test')
  const text = renderVerdict({ ...sampleVerdicts.passed, tests: [{ ...first, evidence }] }, view('passed', 80))
  expect(text).toContain('… 20 more steps')
  expect(text).toContain('… 40 more rows')
})
