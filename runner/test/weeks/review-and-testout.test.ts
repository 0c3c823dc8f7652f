import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../support/fixture-course.ts'
import { SpawnedProgram } from '../support/spawned-program.ts'

const katas = join(packageRoot, 'runner/test/fixtures/weeks-course/katas')

function solve(program: SpawnedProgram, kata: string): void {
  cpSync(join(katas, kata, `solution/${kata}.ts`), join(program.workspace, kata, `${kata}.ts`))
}

/** As if everything so far had happened so many days earlier. */
function setBack(program: SpawnedProgram, days: number): void {
  const file = join(program.workspace, 'progress.jsonl')
  const events = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const earlier = events.map((event) => ({
    ...event,
    at: new Date(Date.parse(event.at) - days * 86_400_000).toISOString(),
  }))
  writeFileSync(file, earlier.map((event) => `${JSON.stringify(event)}\n`).join(''))
}

async function json(program: SpawnedProgram, ...words: string[]) {
  const { stdout, stderr, exitCode } = await program.run(...words, '--json')
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  return JSON.parse(stdout)
}

test('a passed kata comes back, is begun from the starter, and confirms its constraint again', async () => {
  const program = new SpawnedProgram('weeks-course')
  await program.run('start', 'add-up')
  solve(program, 'add-up')
  expect((await program.run('test', 'add-up')).exitCode).toBe(0)
  expect(await json(program, 'review')).toMatchObject({ due: [], later: [{ kata: 'add-up', lastGrade: 'easy' }] })

  setBack(program, 30)
  expect(await json(program, 'review')).toMatchObject({ due: [{ kata: 'add-up' }], later: [] })
  const menu = await program.run()
  expect(menu.stdout).toContain('Due for review: add-up')

  const own = readFileSync(join(program.workspace, 'add-up/add-up.ts'), 'utf8')
  const { attemptFolder, starterFile, isUnderWay } = await json(program, 'review', 'add-up')
  expect(isUnderWay).toBe(false)
  expect(readFileSync(join(attemptFolder, 'add-up.ts'), 'utf8')).toBe(own)
  expect(existsSync(join(program.workspace, 'add-up/solution'))).toBe(false)
  expect((await program.run('test')).exitCode).toBe(1)

  writeFileSync(starterFile, '// in the middle of it\n')
  expect((await program.run('review', 'add-up')).stdout).toContain('Under way already')
  expect(readFileSync(starterFile, 'utf8')).toBe('// in the middle of it\n')

  await program.run('hint')
  solve(program, 'add-up')
  expect((await program.run('test')).exitCode).toBe(0)
  const plan = await json(program, 'review')
  expect(plan).toMatchObject({ due: [], later: [{ passes: 2, lastGrade: 'hard' }] })
  const { constraints } = await json(program, 'ledger')
  expect(Date.parse(constraints[0].lastConfirmedAt) - Date.parse(constraints[0].firstPassedAt)).toBeGreaterThan(
    29 * 86_400_000,
  )
})

test('a kata that was never passed has nothing to review', async () => {
  const program = new SpawnedProgram('weeks-course')
  const { exitCode, stderr } = await program.run('review', 'add-up')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('KATA_NOT_PASSED')
  expect(stderr).toContain('kata start add-up')
})

test('a boss that is passed without help stands for the rest, which is seen as tested out and never as passed', async () => {
  const program = new SpawnedProgram('weeks-course')
  const { standsFor } = await json(program, 'testout', 'sums')
  expect(standsFor).toEqual(['add-up', 'take-away'])
  expect((await program.run('test')).exitCode).toBe(1)
  expect((await json(program, 'progress')).testedOut).toBe(0)
  solve(program, 'settle-up')
  expect((await program.run('test')).exitCode).toBe(0)

  expect(await json(program, 'progress')).toMatchObject({ passed: 1, testedOut: 2, total: 5, constraints: 1 })
  const list = await program.run('list')
  expect(list.stdout).toContain('1 of 3 passed, 2 tested out')
  expect(list.stdout).toContain('○ add-up')
  expect((await program.run('list', '--todo')).stdout).not.toContain('take-away')
  expect((await program.run('progress')).stdout).toContain('tested out by settle-up')
  const ledger = await json(program, 'ledger')
  expect(ledger.constraints.map(({ constraint }: { constraint: string }) => constraint)).toEqual(['accounts-are-even'])
  expect(ledger.testedOut).toMatchObject([{ kata: 'add-up', by: 'settle-up' }, { kata: 'take-away' }])
  const again = await program.run('testout', 'sums')
  expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('passed or tested out') })
})

test('a hint on the way leaves the boss passed and the rest open', async () => {
  const program = new SpawnedProgram('weeks-course')
  expect((await program.run('testout', 'sums')).stdout).toContain('Passed without a hint')
  await program.run('hint')
  solve(program, 'settle-up')
  expect((await program.run('test')).exitCode).toBe(0)
  expect(await json(program, 'progress')).toMatchObject({ passed: 1, testedOut: 0 })
})

test.each([
  ['servers', 'no kata that stands for the others yet'],
  ['later', 'is still to come'],
])('the chapter %s can not be tested out, and it says why', async (chapter, reason) => {
  const { exitCode, stderr } = await new SpawnedProgram('weeks-course').run('testout', chapter)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(reason)
})
