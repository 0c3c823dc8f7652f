import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { goodCase } from '../fixtures/gate/broken-cases.ts'
import { useTemporaryHome } from '../services/temporary-home.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { runProgram } from '../support/run-program.ts'
import { buildFixtureCourse } from './build-fixture-course.ts'
import { brokenRules, checkCourse } from './check-course.ts'

useTemporaryHome()

/** What only an author can supply: words of their own, a lesson, a place in the curriculum. */
const authorsRules = ['kata-listed', 'constraint-introduced', 'no-placeholder']

async function emptyCourse(): Promise<string> {
  const course = await buildFixtureCourse([goodCase])
  onTestFinished(() => course[Symbol.asyncDispose]())
  return course.root
}

function devNew(courseRoot: string, ...args: string[]) {
  const program = join(packageRoot, 'runner', 'bin', 'kata.cjs')
  return runProgram(process.execPath, [program, 'dev', 'new', ...args], {
    env: { KATA_COURSE: courseRoot, NO_COLOR: '1' },
  })
}

test.each([
  'none',
  'postgres',
  'redis',
  'postgres,redis',
])('a new kata on %s passes every rule but those that only an author can satisfy', async (services) => {
  const root = await emptyCourse()
  const made = await devNew(root, 'new-kata', '--title', 'New kata', '--chapter', 'fixtures', '--services', services)
  expect(made).toMatchObject({ code: 0, stderr: '' })
  const { report } = await checkCourse(root, ['new-kata', '--json'])
  expect(brokenRules(report, 'new-kata')).toEqual(authorsRules)
})

test('a new kata in SQL passes the same rules, and asks for no server', async () => {
  const root = await emptyCourse()
  const made = await devNew(root, 'new-kata', '--title', 'New kata', '--chapter', 'fixtures', '--sql')
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toContain('katas/new-kata/wrong/stores-again.sql')
  const { report } = await checkCourse(root, ['new-kata', '--json'])
  expect(brokenRules(report, 'new-kata')).toEqual(authorsRules)
})

test('a kata in SQL on another server is wrong usage', async () => {
  const root = await emptyCourse()
  const answers = ['--title', 'x', '--chapter', 'fixtures', '--services', 'redis', '--sql']
  const { code, stderr } = await devNew(root, 'new-kata', ...answers)
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('needs Postgres and nothing else, got redis')
  expect(code).toBe(2)
})

test('without a terminal a missing answer is wrong usage', async () => {
  const { code, stderr } = await devNew(await emptyCourse(), 'new-kata', '--title', 'New kata', '--services', 'none')
  expect(stderr).toContain('--chapter is missing')
  expect(code).toBe(2)
})

test.each([
  ['good', 'is there already'],
  ['New_Kata', 'lower-case words joined by dashes'],
])('the name %s is refused: it %s', async (slug, why) => {
  const { code, stderr } = await devNew(
    await emptyCourse(),
    slug,
    '--title',
    'x',
    '--chapter',
    'fixtures',
    '--services',
    'none',
  )
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(why)
  expect(code).toBe(2)
})
