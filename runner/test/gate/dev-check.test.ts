import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type BrokenCase, goodCase, runCases, serverCases, staticCases } from '../fixtures/gate/broken-cases.ts'
import { useTemporaryHome } from '../services/temporary-home.ts'
import { buildFixtureCourse } from './build-fixture-course.ts'
import { brokenRules, checkCourse } from './check-course.ts'

useTemporaryHome()

const allCases = [goodCase, ...staticCases, ...runCases, ...serverCases]

async function courseOf(...rules: string[]): Promise<string> {
  const cases = rules.map((rule): BrokenCase => allCases.find((one) => one.rule === rule) ?? { ...goodCase, rule })
  const course = await buildFixtureCourse(cases)
  onTestFinished(() => course[Symbol.asyncDispose]())
  return course.root
}

test('a kata that breaks no rule passes with exit code 0', async () => {
  const { code, stdout } = await checkCourse(await courseOf('good'), ['good', 'good-lesson'])
  expect(stdout).toContain('The gate is passed. 1 kata, 1 lesson')
  expect(code).toBe(0)
})

test('a broken rule tells the file, what was expected and got, and what to do, with exit code 1', async () => {
  const { code, stdout } = await checkCourse(await courseOf('starter-todo'), ['starter-todo', '--static'])
  expect(stdout).toContain(
    [
      '  ✗ starter-todo: the starter has one or two `TODO` comments',
      '      katas/starter-todo/starter-todo.ts',
      '        expected  1 or 2 TODO comments',
      '        got       0',
      '        do        Mark the place where the learner begins with `// TODO: …`.',
    ].join('\n'),
  )
  expect(code).toBe(1)
})

test('an unknown name is wrong usage, with a guess at what was meant', async () => {
  const { code, stderr } = await checkCourse(await courseOf('good'), ['goood', '--static'])
  expect(stderr).toContain('Did you mean `good`')
  expect(code).toBe(2)
})

test('a proof of what was not run is wrong usage', async () => {
  const { code, stderr } = await checkCourse(await courseOf('good'), ['good', '--static', '--proof', 'proofs'])
  expect(stderr).toContain('with --static nothing is run')
  expect(code).toBe(2)
})

test('a machine without the servers is not the author’s failure: exit code 3', async () => {
  const nowhere = { KATA_PROVIDER: 'docker', DOCKER_HOST: 'unix:///nowhere.sock' }
  const { code, stdout } = await checkCourse(await courseOf('services-declared'), ['services-declared'], nowhere)
  expect(stdout).toContain('not decided by this machine')
  expect(code).toBe(3)
})

test('--write shows a new message and accepts it', async () => {
  const root = await courseOf('wrong-message')
  const first = await checkCourse(root, ['wrong-message', '--write'])
  expect(first.stderr).toContain('+ One order was sent twice and is in the list 2 times (expected 1).')
  expect(first.stdout).toContain('wrote katas/wrong-message/wrong/messages.snap')
  const second = await checkCourse(root, ['wrong-message', '--json'])
  expect(brokenRules(second.report, 'wrong-message')).toEqual([])
})

test('--write makes copied code equal to its source', async () => {
  const root = await courseOf('code-from-source')
  const { code } = await checkCourse(root, ['code-from-source', '--static', '--write'])
  const text = await readFile(join(root, 'katas/code-from-source/solution/README.md'), 'utf8')
  expect(text).toContain('// from: katas/code-from-source/code-from-source.ts\n/** Adds an order to the list')
  expect(code).toBe(0)
})

test('--write records what a demo prints', async () => {
  const root = await courseOf('demo-recorded')
  await checkCourse(root, ['demo-recorded-lesson', '--write'])
  const { report } = await checkCourse(root, ['demo-recorded-lesson', '--json'])
  expect(brokenRules(report, 'demo-recorded-lesson')).toEqual([])
  const text = await readFile(join(root, 'lessons/fixtures/demo-recorded-lesson.md'), 'utf8')
  expect(text).toMatch(/```demo demo-recorded-lesson\n.*calls.*orders/)
})

test('under load and in random order a good kata passes, and its times are not judged', async () => {
  const { code, report } = await checkCourse(await courseOf('good'), ['good', '--repeat', '2', '--stress', '--json'])
  expect(report.subjects[0]?.runs).toHaveLength(5 + 2 * 4)
  expect(report.subjects[0]?.rules).toContainEqual(
    expect.objectContaining({ rule: 'time-within-limit', state: 'skipped' }),
  )
  expect(code).toBe(0)
})

test('wrong solutions can be repeated less often than right ones', async () => {
  const { report } = await checkCourse(await courseOf('good'), [
    'good',
    '--repeat',
    '3',
    '--repeat-wrong',
    '1',
    '--json',
  ])
  const runs = report.subjects[0]?.runs ?? []
  const countOf = (right: boolean) =>
    runs.filter(({ kind, seed }) => seed !== undefined && (kind !== 'wrong') === right).length
  expect([countOf(true), countOf(false)]).toEqual([3 * 2, 2])
})

test('the shards of a course judge each subject once', async () => {
  const root = await courseOf('good', 'starter-todo')
  const shards = await Promise.all(
    ['1/2', '2/2'].map((shard) => checkCourse(root, ['--static', '--json', '--shard', shard])),
  )
  const slugs = shards.flatMap(({ report }) => report.subjects.map(({ slug }) => slug))
  expect(slugs.toSorted()).toEqual(['course', 'good', 'good-lesson', 'starter-todo', 'starter-todo-lesson'])
})

test('a curriculum that is wrong is reported for the course', async () => {
  const root = await courseOf('good')
  const file = join(root, 'lessons/curriculum.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace('"title": "Fixtures"', '"title": 7'))
  const { report } = await checkCourse(root, ['--static', '--json'])
  expect(brokenRules(report, 'course')).toEqual(['curriculum-valid'])
})
