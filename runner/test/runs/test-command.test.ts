import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { packageRoot } from '../support/fixture-course.ts'
import { descendantsOf, isAlive, SpawnedProgram } from '../support/spawned-program.ts'

const kata = join(packageRoot, 'runner/test/fixtures/runs-course/katas/sum')

async function startedSum(): Promise<SpawnedProgram> {
  const program = new SpawnedProgram('runs-course')
  await program.run('start', 'sum')
  return program
}

function write(program: SpawnedProgram, variant: string): void {
  cpSync(join(kata, variant), join(program.workspace, 'sum/sum.ts'))
}

describe('kata test', () => {
  test('tells the story of a failure, and ends with 1', async () => {
    const program = await startedSum()
    const { exitCode, stdout } = await program.run('test', 'sum')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✗ sum')
    expect(stdout).toContain('A sum holds every number\n   The sum of 1, 2 and 3 was 5 (expected 6).')
    expect(stdout).toContain('kata hint  hint: Every number is needed')
    expect(stdout).not.toMatch(/\n\s+at /)
  })

  test('on the first pass the solution and the ledger are filled, and it ends with 0', async () => {
    const program = await startedSum()
    await program.run('test', 'sum')
    write(program, 'solution/sum.ts')
    const { exitCode, stdout } = await program.run('test')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('run 2')
    expect(stdout).toContain('Entered in your ledger:\n   · A sum holds every number')
    expect(readdirSync(join(program.workspace, 'sum/solution'))).toEqual(['README.md', 'sum.ts'])
    expect((await program.run('ledger')).stdout).toContain('A sum holds every number')
  })

  test('with --json prints the verdict alone', async () => {
    const program = await startedSum()
    write(program, 'wrong/syntax-error.ts')
    const { exitCode, stdout, stderr } = await program.run('test', 'sum', '--json')
    expect(exitCode).toBe(1)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({
      kata: 'sum',
      state: 'did-not-compile',
      place: { line: 7 },
      runNumber: 1,
      isFirstPass: false,
    })
  })

  test('says which words it takes, and ends with 2 for a kata that was not started', async () => {
    const program = new SpawnedProgram('runs-course')
    const { exitCode, stderr } = await program.run('test', 'sum')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('kata start sum')
  })

  test('ends with 3 when the machine is at fault', async () => {
    const program = await startedSum()
    write(program, 'wrong/kills-itself.ts')
    const { exitCode, stdout } = await program.run('test', 'sum')
    expect(exitCode).toBe(3)
    expect(stdout).toContain('? sum · not decided, does not count')
  })

  test('ends a run that hangs at the limit of the kata', async () => {
    const program = await startedSum()
    write(program, 'wrong/endless-loop.ts')
    const { exitCode, stdout } = await program.run('test', 'sum')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('It was still running after 3 s')
    expect(stdout).toMatch(/printed\s+before the loop/)
    expect(stdout.split('\n').length).toBeLessThan(50)
  })

  test('judges by the course’s own test, and says that the copy was edited', async () => {
    const program = await startedSum()
    const file = join(program.workspace, 'sum/sum.test.ts')
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('toBe', 'not.toBe'))
    const { exitCode, stdout } = await program.run('test', 'sum')
    expect(exitCode).toBe(1)
    expect(stdout).toContain("Your sum.test.ts differs from the course's")
  })

  test('starts no keeper for a kata without services', async () => {
    const program = await startedSum()
    await program.run('test', 'sum')
    expect(existsSync(join(String(program.environment['KATA_HOME']), 'services'))).toBe(false)
  })
})

describe.skipIf(process.platform !== 'linux')('ended in the middle', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('by %s, kata test leaves no process behind', async (signal) => {
    const program = await startedSum()
    write(program, 'wrong/endless-loop.ts')
    const running = await program.start('test', 'sum')
    const pid = running.child.pid ?? 0
    const started = await vi.waitFor(
      () => {
        const found = descendantsOf(pid)
        expect(found.some((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('host/main'))).toBe(true)
        return found
      },
      { timeout: 10_000, interval: 10 },
    )
    running.child.kill(signal)
    await vi.waitFor(() => expect(started.filter(isAlive)).toEqual([]), { timeout: 10_000, interval: 20 })
  })
})
