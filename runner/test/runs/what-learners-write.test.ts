import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Kata } from '../../src/course/kata.ts'
import { loadKata } from '../../src/course/load-kata.ts'
import { type RunOptions, runKata } from '../../src/runs/run-kata.ts'
import { stageVariant } from '../../src/runs/stage-variant.ts'
import type { Verdict } from '../../src/runs/verdict.ts'
import { VitestHost } from '../../src/runs/vitest-host.ts'

const root = join(import.meta.dirname, '..', 'fixtures', 'runs-course')

let kata: Kata
let host: VitestHost

beforeAll(async () => {
  host = VitestHost.start({ isKeptWarm: true })
  kata = await loadKata(root, 'sum')
})

afterAll(() => host[Symbol.asyncDispose]())

async function judge(file: string, options: RunOptions = {}): Promise<Verdict> {
  await using target = await stageVariant(kata, join(kata.folder, file))
  return await runKata(target, { host, hasTypeCheck: false, ...options })
}

const judgeWrong = (name: string, options?: RunOptions): Promise<Verdict> => judge(`wrong/${name}.ts`, options)

test('the solution passes, with the evidence of each test', async () => {
  const verdict = await judge('solution/sum.ts')
  expect(verdict.state).toBe('passed')
  expect(verdict.tests.map(({ name, state }) => [name, state])).toEqual([
    ['The sum of nothing is zero', 'passed'],
    ['A sum holds every number', 'passed'],
  ])
  expect(verdict.tests[1]?.evidence).toEqual([{ kind: 'count', label: 'sum of 1, 2 and 3', value: 6, expected: 6 }])
})

test('the starter fails by the constraint, in the words of the author', async () => {
  expect(await judge('sum.ts')).toMatchObject({
    state: 'failed',
    failedTest: 'A sum holds every number',
    message: 'The sum of 1, 2 and 3 was 5 (expected 6).',
  })
})

test('in random order the tests are reported in file order all the same', async () => {
  for (const seed of [1, 2, 3, 4]) {
    const { tests } = await judge('sum.ts', { seed })
    expect(tests.map(({ name }) => name)).toEqual(['The sum of nothing is zero', 'A sum holds every number'])
  }
})

test('a syntax error does not compile, at its line', async () => {
  expect(await judgeWrong('syntax-error')).toMatchObject({
    state: 'did-not-compile',
    message: 'Expected `,` or `)` but found `}`',
    place: { file: 'sum.ts', line: 7, column: 1, code: '}' },
    tests: [],
  })
})

test('an import of a file that is not there does not compile, at its line', async () => {
  expect(await judgeWrong('missing-file')).toMatchObject({
    state: 'did-not-compile',
    message: 'There is no file ./plus.ts, which sum.ts imports.',
    place: { line: 2, column: 22, code: "import { plus } from './plus.ts'" },
  })
})

test('an import of a package that is not there does not compile, at its line', async () => {
  expect(await judgeWrong('missing-package')).toMatchObject({
    state: 'did-not-compile',
    message: "There is no package 'plus-one-plus-one', which sum.ts imports.",
    place: { line: 1 },
  })
})

test('a file that no longer exports what the test needs does not compile', async () => {
  expect(await judgeWrong('missing-export')).toMatchObject({
    state: 'did-not-compile',
    message: 'sum.ts does not export `sum`, which the test imports.',
  })
})

test('a type error is a note beside the verdict', async () => {
  const verdict = await judgeWrong('type-error', { hasTypeCheck: true })
  expect(verdict.state).toBe('passed')
  expect(verdict.notes).toEqual(
    [
      { kind: 'type-error', text: "2:9  Type 'number' is not assignable to type 'string'." },
      expect.objectContaining({ kind: 'type-error' }),
      expect.objectContaining({ kind: 'type-error' }),
    ].slice(0, verdict.notes.length),
  )
  expect(verdict.notes.length).toBeGreaterThan(0)
})

test('an endless loop runs out of time, and what it printed first is kept within bounds', async () => {
  const verdict = await judgeWrong('endless-loop')
  expect(verdict).toMatchObject({ state: 'timed-out', limitSeconds: 3, runningTest: 'A sum holds every number' })
  expect(verdict.output).toMatch(/^before the loop\n/)
  expect(verdict.output).toMatch(/the rest is not shown\n$/)
  expect(verdict.output.length).toBeLessThan(70_000)
})

test('an endless wait runs out of time', async () => {
  expect(await judgeWrong('endless-await')).toMatchObject({
    state: 'timed-out',
    runningTest: 'The sum of nothing is zero',
  })
})

test('time for which a server is waited for is not counted', async () => {
  expect(await judgeWrong('waits-for-a-server', { timeoutMs: 5_000 })).toMatchObject({ state: 'passed' })
})

test('process.exit is a crash at its line, even when the code catches what it throws', async () => {
  expect(await judgeWrong('process-exit')).toMatchObject({
    state: 'crashed',
    reason: 'exit',
    runningTest: 'The sum of nothing is zero',
    place: { file: 'sum.ts', line: 8 },
  })
})

test('a floating rejection beside green tests is a crash at its line', async () => {
  expect(await judgeWrong('floating-rejection')).toMatchObject({
    state: 'crashed',
    reason: 'unhandled',
    message: expect.stringContaining('nobody wants to know of 0'),
    place: { file: 'sum.ts', line: 6 },
  })
})

test('a memory blow-up is a crash', async () => {
  expect(await judgeWrong('memory-blow-up', { timeoutMs: 20_000 })).toMatchObject({
    state: 'crashed',
    reason: 'memory',
    runningTest: 'The sum of nothing is zero',
  })
})

test("an error of the learner's own code fails the test, at its line", async () => {
  expect(await judgeWrong('throws')).toMatchObject({
    state: 'failed',
    failedTest: 'A sum holds every number',
    message: "TypeError: Cannot read properties of undefined (reading 'value')",
    place: { file: 'sum.ts', line: 7 },
  })
})

test('an error while the file is loaded is a crash before any test', async () => {
  expect(await judgeWrong('throws-on-load')).toMatchObject({
    state: 'crashed',
    message: 'sum.ts threw while it was loaded, before any test: TypeError: not today',
    place: { line: 1 },
  })
})

test('what the code prints is kept in order and judged by nobody', async () => {
  const verdict = await judgeWrong('prints')
  expect(verdict.state).toBe('passed')
  expect(verdict.output).toBe('adding []\nto stderr\nraw\nadding [ 1, 2, 3 ]\nto stderr\nraw\n')
})

test('a run that is ended from outside is undecided', async () => {
  expect(await judgeWrong('kills-itself')).toMatchObject({
    state: 'undecided',
    message: expect.stringContaining('SIGKILL'),
  })
})

test('after each of them the next run works', async () => {
  for (const name of ['syntax-error', 'process-exit', 'floating-rejection', 'throws-on-load', 'kills-itself']) {
    await judgeWrong(name)
    expect((await judge('solution/sum.ts')).state, `after ${name}`).toBe('passed')
  }
})

test('an aborted run throws the reason of the abort', async () => {
  const reason = new Error('enough')
  const controller = new AbortController()
  const run = judgeWrong('endless-await', { signal: controller.signal, onStage: () => controller.abort(reason) })
  await expect(run).rejects.toBe(reason)
})
