import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { findTool } from '../../scripts/tools/find-tool.ts'
import { buildCourse } from '../support/fixture-course.ts'
import { ownKata } from '../support/own-kata.ts'
import { runProgram } from '../support/run-program.ts'

/** Each test starts a dozen programs, one after the other. */
vi.setConfig({ testTimeout: 240_000 })

function begin() {
  const kata = ownKata({ KATA_COURSE: buildCourse })
  const desk = join(kata.workspace, 'desk')
  const edit = (change: (text: string) => string, name = 'desk.ts'): void =>
    writeFileSync(join(desk, name), change(readFileSync(join(desk, name), 'utf8')))
  const solve = (stage: string, ...names: string[]): void => {
    for (const name of names) copyFileSync(join(buildCourse, 'katas', stage, 'solution', name), join(desk, name))
  }
  const json = async (...words: string[]) => JSON.parse((await kata.run(...words, '--json')).stdout)
  return { ...kata, desk, edit, solve, json }
}

test('a build grows in one folder, and the promise of an earlier stage is named when it breaks', async () => {
  const { run, desk, edit, solve, json } = begin()
  expect((await run('start', 'desk')).stdout).toContain('stage 1 of 3')
  edit((text) => text.replace('return true', 'return book.add(visitor) <= 3').replace('() =>', '(visitor) =>'))
  edit(
    (text) =>
      `// mine\n${text.replace("    book.add('all')\n", '').replace('_limit', 'limit').replace('<= 3', '<= limit')}`,
  )
  expect(await json('test')).toMatchObject({ state: 'passed', kata: 'desk-counts' })
  expect(await json('next')).toMatchObject({ kata: 'desk-shares', because: [expect.stringContaining('stage 2 of 3')] })
  expect((await run('start', 'desk-shares')).stdout).toContain('your version, left as it is')
  expect(readFileSync(join(desk, 'desk.ts'), 'utf8')).toContain('// mine')
  edit((text) => text.replace('<= limit', '<= limit + 1'))
  const broken = await run('test', 'desk')
  expect(broken.code).toBe(1)
  expect(broken.stdout).toContain('A promise of the earlier stage desk-counts broke.')
  expect(broken.stdout).toContain('kata hint desk-counts')
  solve('desk-shares', 'desk.ts', 'design-sheet.ts')
  const passed = await json('test')
  expect(passed).toMatchObject({ state: 'passed', kata: 'desk-shares' })
  expect(passed.tests.map(({ stage }: { stage: string }) => stage)).toEqual([
    ...['desk-counts', 'desk-counts', 'desk-shares', 'desk-shares'],
  ])
  expect((await run('reset', 'desk-shares', '--yes')).stdout).toContain('What desk-shares began with is back')
  expect(readFileSync(join(desk, 'desk.ts'), 'utf8')).toContain('// mine')
  expect((await run('list')).stdout).toMatch(/build desk\s+2 of 3 stages passed/)
  expect((await run('review', 'desk-counts')).stderr).toContain('STAGE_NOT_REVIEWED')
})

test('a claim is asked for, tried, and can be too modest or too bold', async () => {
  const { run, edit, solve, json } = begin()
  expect((await run('start', 'desk-falls')).stdout).toContain("the course's solution of desk-shares")
  solve('desk-falls', 'desk.ts')
  const unclaimed = await json('test')
  expect(unclaimed).toMatchObject({ state: 'failed', brokenStage: 'desk-falls' })
  expect(unclaimed.message).toContain('lacks a claim in failsOpenOrClosed (the book is gone). Nothing is claimed.')
  solve('desk-falls', 'design-sheet.ts')
  edit((text) => text.replace("fails: 'open'", "fails: 'closed'"), 'design-sheet.ts')
  expect((await json('test')).message).toContain('is too bold in failsOpenOrClosed')
  edit(
    (text) => text.replace("fails: 'closed'", "fails: 'open'").replace('count: 1000', 'count: 5000'),
    'design-sheet.ts',
  )
  const passed = await run('test', '--json')
  expect(passed.code).toBe(0)
  expect(passed.stdout).toContain('"outcome": "too-modest"')
  edit((text) => `${text}}`, 'design-sheet.ts')
  const unreadable = await json('test')
  expect(unreadable.state).toBe('did-not-compile')
  expect(unreadable.message).toContain('design-sheet.ts')
})

test('a capstone run gives a report, and the decision record tells what was tried and what was not', async () => {
  const { run, workspace, solve, json } = begin()
  const early = await run('capstone', 'desk')
  expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('kata start desk')])
  await run('start', 'desk-falls')
  solve('desk-falls', 'desk.ts', 'design-sheet.ts')
  const report = join(workspace, 'report.md')
  expect((await run('capstone', '--out', report)).code).toBe(0)
  expect(readFileSync(report, 'utf8')).toContain('| evening, without the book | 100 | 100 |')
  expect(await json('capstone', 'desk')).toMatchObject({ kata: 'desk', state: 'passed' })
  expect((await run('capstone', '--out', report)).stderr).toContain('FILE_EXISTS')
  const record = join(workspace, 'adr.md')
  expect((await run('export', record, '--decision', 'desk')).code).toBe(0)
  const text = readFileSync(record, 'utf8')
  expect(text).toContain(
    '| failsOpenOrClosed (the book is gone) | the book is gone: fails open, within 100 ms | held |',
  )
  expect(text).toContain('- costPer1000Requests: 1,000 entries in the book for 1,000 requests')
  expect((await run('export', record, '--decision')).stderr).toContain('FILE_EXISTS')
  expect((await run('export', '--decision', 'nobody')).stderr).toContain('UNKNOWN_BUILD')
})

test('every command that handles a kata handles a stage of a build', async () => {
  const { run, desk, solve, json } = begin()
  await run('start', 'desk-shares')
  await run('test')
  expect(await json('context', 'desk')).toMatchObject({ kata: 'desk-shares', file: { isStarter: true } })
  expect((await run('hint', 'desk')).stdout).toContain('Whose count is it?')
  expect(await json('report', 'desk')).toMatchObject({ report: { kata: 'desk-shares' } })
  solve('desk-shares', 'desk.ts', 'design-sheet.ts')
  await run('test')
  expect((await json('attempts', 'desk')).attempts).toMatchObject([{ verdict: 'passed' }])
  expect(existsSync(join(desk, 'solution', 'desk-shares', 'desk.ts'))).toBe(true)
  expect((await json('diff', 'desk-shares')).files[0]).toMatchObject({ file: 'desk.ts' })
  expect((await json('ledger')).constraints).toMatchObject([{ kata: 'desk-shares' }])
  expect((await json('update')).changes).toEqual([])
})

test('a class is graded stage by stage', async () => {
  const { run, desk, workspace, solve } = begin()
  await run('start', 'desk-shares')
  solve('desk-shares', 'desk.ts', 'design-sheet.ts')
  mkdirSync(join(workspace, 'class', 'ada', 'desk'), { recursive: true })
  for (const name of ['desk.ts', 'design-sheet.ts'])
    copyFileSync(join(desk, name), join(workspace, 'class', 'ada', 'desk', name))
  const graded = JSON.parse((await run('test', '--all', join(workspace, 'class'), '--kata', 'desk', '--json')).stdout)
  expect(graded.results.map(({ kata, state }: Record<string, string>) => [kata, state])).toEqual([
    ...[
      ['desk-counts', 'passed'],
      ['desk-shares', 'passed'],
      ['desk-falls', 'failed'],
    ],
  ])
})

test('an editor runs the tests of a build in its folder', async () => {
  const { run, workspace, env } = begin()
  await run('init', workspace)
  await run('start', 'desk-shares')
  const report = join(workspace, 'results.json')
  const words = [...findTool('vitest'), 'run', '--reporter=json', `--outputFile=${report}`]
  await runProgram(process.execPath, words, { cwd: workspace, env: { ...env } })
  const results = JSON.parse(readFileSync(report, 'utf8'))
  expect(results).toMatchObject({ numTotalTests: 4, numFailedTests: 2, numPassedTests: 2 })
})
