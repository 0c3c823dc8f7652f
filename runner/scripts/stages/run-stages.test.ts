import { expect, test } from 'vitest'
import { renderSummary } from './render-summary.ts'
import { runStages } from './run-stages.ts'
import { selectStages } from './select-stages.ts'
import type { Stage } from './stage.ts'
import { countTests } from './vitest-stage.ts'

const counts = { passed: 2, failed: 0, skipped: 1 }
const good: Stage = { name: 'good stage', run: async () => counts }
const broken: Stage = { name: 'broken stage', run: () => Promise.reject(new TypeError('no such tool')) }

function run(stages: readonly Stage[]) {
  const texts: string[] = []
  const context = { root: '/', isCI: false, onEnd: () => {}, write: (text: string) => void texts.push(text) }
  return runStages(stages, context).then((results) => ({ results, text: texts.join('') }))
}

test('a stage that breaks counts as failed, says why, and does not stop the next', async () => {
  const { results, text } = await run([broken, good])
  expect(results.map(({ counts }) => counts)).toEqual([{ passed: 0, failed: 1, skipped: 0 }, counts])
  expect(text).toContain('no such tool')
})

test('the summary ends with the counts alone on the last line', async () => {
  const { results } = await run([good, broken])
  expect(renderSummary(results)).toMatch(/\n2 passed, 1 failed, 1 skipped\n$/)
  expect(renderSummary([])).toMatch(/\n0 passed, 0 failed\n$/)
})

test('words choose stages by their names', () => {
  expect(selectStages([good, broken], [])).toEqual([good, broken])
  expect(selectStages([good, broken], ['BROKEN'])).toEqual([broken])
})

const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }

test('a run of tests that ends badly without a failed test counts as one failure', () => {
  expect(countTests(report, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 })
  expect(countTests(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
  expect(countTests({ ...report, numFailedTests: 2 }, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})
