import { expect, test } from 'vitest'
import { SpawnedProgram } from './support/spawned-program.ts'
import { widestLine } from './support/widest-line.ts'

const run = (...words: readonly string[]) => new SpawnedProgram('course').run('figure', ...words)

test('without a name the figures are listed', async () => {
  const { stdout, stderr, exitCode } = await run()
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  expect(stdout).toContain('token-bucket')
  const listed = JSON.parse((await run('--json')).stdout)
  expect(listed).toContainEqual(expect.objectContaining({ name: 'token-bucket', parameters: expect.any(Object) }))
})

test('a figure is shown with the numbers that are set, by the beginning of its name', async () => {
  const { stdout, exitCode } = await run('token-b', '--rate', '7', '--seed=3', '--json')
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'token-bucket',
    seed: 3,
    params: { rate: 7, windowMs: 1000 },
    at: 100,
  })
})

test('the same numbers and seed print the same, and --at shows an earlier moment', async () => {
  const line = ['token-bucket', '--preset', 'waves', '--seed', '9']
  const [first, again, earlier] = await Promise.all([run(...line), run(...line), run(...line, '--at', '10')])
  expect(again.stdout).toBe(first.stdout)
  expect(earlier.stdout).toContain('After 1 s,')
})

test('--steps adds all that happened, and in JSON every view', async () => {
  const { stdout } = await run('token-bucket', '--steps')
  expect(stdout).toContain('Passed of those that arrived')
  const json = JSON.parse((await run('token-bucket', '--steps', '--json')).stdout)
  expect(json.steps).toHaveLength(101)
})

test('--claims tells in how many worlds each claim held', async () => {
  const { stdout } = await run('token-bucket', '--claims', '--plain')
  expect(stdout).toContain('Holds: A sliding window never passes more than its limit')
  expect(stdout).toMatch(/\(200\s+of\s+200\s+seeds\)/)
})

test('without colours and in plain text nothing but letters is written', async () => {
  const { stdout } = await run('token-bucket', '--plain')
  expect(stdout).toMatch(/^[\x20-\x7e\n]*$/)
  expect(widestLine(stdout)).toBeLessThanOrEqual(80)
})

test.each([
  [['tokn-bucket'], 'Did you mean `token-bucket`?'],
  [['token-bucket', '--rte', '5'], 'Did you mean `--rate`?'],
  [['token-bucket', '--rate', '50'], 'Expected 1 to 20 per s in whole numbers'],
  [['token-bucket', '--rate', 'many'], '--rate is many.'],
  [['token-bucket', '--window-ms', '1500'], 'in steps of 1000'],
  [['token-bucket', '--rate'], '--rate needs a number behind it.'],
  [['token-bucket', '--preset', 'wave'], 'Did you mean `waves`?'],
  [['token-bucket', '--seed', 'x'], '--seed is x.'],
  [['token-bucket', 'hash-ring'], 'Expected one figure'],
  [['--rate', '5'], '--rate belongs to a figure, and none is named.'],
])('kata figure %j is refused with what to do', async (words, said) => {
  const { stdout, stderr, exitCode } = await run(...words)
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  expect(stderr).toContain(said)
  expect(stderr).not.toContain(' at ')
})
