import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../support/fixture-course.ts'
import { SpawnedProgram } from '../support/spawned-program.ts'

// A kata whose learner edits a configuration file: everything that a learner does with one.
const kata = join(packageRoot, 'runner/test/fixtures/runs-course/katas/limits')

async function startedLimits(): Promise<SpawnedProgram> {
  const program = new SpawnedProgram('runs-course')
  await program.run('start', 'limits')
  return program
}

function save(program: SpawnedProgram, variant: string): void {
  cpSync(join(kata, variant), join(program.workspace, 'limits/limits.conf'))
}

describe('a kata whose starter is no TypeScript', () => {
  test('is started with its file, and judged by it', async () => {
    const program = await startedLimits()
    expect(readdirSync(join(program.workspace, 'limits')).sort()).toEqual([
      'README.md',
      'limits.conf',
      'limits.test.ts',
    ])
    const { exitCode, stdout } = await program.run('test')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('4 workers have a queue of 100.')
    expect(stdout).toContain('kata hint  hint: How many can be served?')
  })

  test('that its server can not make sense of is not accepted, at its line, and no constraint is told as broken', async () => {
    const program = await startedLimits()
    save(program, 'wrong/no-value.conf')
    const { exitCode, stdout } = await program.run('test')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✗ limits · not accepted')
    expect(stdout).toContain('   unknown directive "queue"\n\n   limits.conf:3:1\n   3 │   queue\n       ^\n')
    expect(stdout).not.toContain('The queue is no longer')
  })

  test('that can not be carried out fails its test, at its line', async () => {
    const program = await startedLimits()
    save(program, 'wrong/no-queue.conf')
    const { stdout } = await program.run('test')
    expect(stdout).toContain('The queue is no longer than the workers\n   "queue" may not be 0')
    expect(stdout).toContain('limits.conf:2:7')
  })

  test('brings its solution on the first pass, and its starter back on reset', async () => {
    const program = await startedLimits()
    save(program, 'solution/limits.conf')
    const { exitCode } = await program.run('test')
    expect(exitCode).toBe(0)
    expect(readdirSync(join(program.workspace, 'limits/solution'))).toEqual(['README.md', 'limits.conf'])
    await program.run('reset', 'limits', '--yes')
    expect(readFileSync(join(program.workspace, 'limits/limits.conf'), 'utf8')).toContain('queue 100')
    expect(existsSync(join(program.workspace, 'attempts/limits'))).toBe(true)
  })

  test('is judged again on each save', async () => {
    const program = await startedLimits()
    const running = await program.start('watch', 'limits')
    await running.waitFor('✗ limits')
    save(program, 'wrong/no-value.conf')
    await running.waitFor('limits · not accepted')
    save(program, 'solution/limits.conf')
    await running.waitFor('✓ limits')
  })
})
