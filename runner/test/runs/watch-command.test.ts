import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { packageRoot } from '../support/fixture-course.ts'
import { RunningProgram, SpawnedProgram } from '../support/spawned-program.ts'

const kata = join(packageRoot, 'runner/test/fixtures/runs-course/katas/sum')

async function startedSum(): Promise<SpawnedProgram> {
  const program = new SpawnedProgram('runs-course')
  await program.run('start', 'sum')
  return program
}

function save(program: SpawnedProgram, variant: string): void {
  cpSync(join(kata, variant), join(program.workspace, 'sum/sum.ts'))
}

describe('kata watch', () => {
  test('judges at once and again on each save, also after a run that had to be ended', async () => {
    const program = await startedSum()
    const running = await program.start('watch', 'sum')
    await running.waitFor('✗ sum')
    save(program, 'wrong/endless-await.ts')
    await running.waitFor('sum · out of time')
    save(program, 'wrong/process-exit.ts')
    await running.waitFor('sum · ended by process.exit')
    save(program, 'solution/sum.ts')
    await running.waitFor('✓ sum')
    running.child.kill('SIGINT')
    expect((await running.finished).exitCode).toBe(130)
  })

  test('saves during a run start exactly one more', async () => {
    const program = await startedSum()
    save(program, 'wrong/waits-and-tells.ts')
    const running = await program.start('watch', 'sum')
    await vi.waitFor(() => expect(existsSync(join(program.workspace, 'sum/started.txt'))).toBe(true), {
      timeout: 20_000,
    })
    // The run takes the kata's whole limit, so all of these fall into it.
    for (const variant of ['wrong/throws.ts', 'sum.ts', 'solution/sum.ts']) {
      save(program, variant)
      await setTimeout(100)
    }
    await running.waitFor('✓ sum')
    save(program, 'sum.ts')
    await running.waitFor('✗ sum', 2)
    expect(readRuns(program)).toEqual(['timed-out', 'passed', 'failed'])
  })

  test('writes its verdicts to a file when stdout is one', async () => {
    const program = await startedSum()
    const file = join(program.workspace, 'out.txt')
    const bin = join(packageRoot, 'runner/bin/kata.cjs')
    const child = spawn(process.execPath, [bin, 'watch', 'sum'], {
      env: program.environment,
      cwd: program.workspace,
      stdio: ['ignore', openSync(file, 'w'), 'pipe'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('✗ sum'), { timeout: 20_000 })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(readFileSync(file, 'utf8')).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
  })
})

const hasScript = spawnSync('script', ['--version']).status === 0

describe.skipIf(process.platform !== 'linux' || !hasScript)('kata watch on a terminal', () => {
  function onTerminal(program: SpawnedProgram): RunningProgram {
    const bin = join(packageRoot, 'runner/bin/kata.cjs')
    const line = `stty cols 80; '${process.execPath}' '${bin}' watch sum; echo "exit $?"; stty -a`
    const { CI: _, ...env } = program.environment
    const child = spawn('script', ['-qec', line, '/dev/null'], { env, cwd: program.workspace, stdio: 'pipe' })
    onTestFinished(() => void child.kill('SIGKILL'))
    return new RunningProgram(child)
  }

  test('says that it checks, offers the keys that do something now, and gives the terminal back', async () => {
    const program = await startedSum()
    const running = onTerminal(program)
    await running.waitFor('checking…')
    await running.waitFor('r run   h hint   e evidence   x reset   l list   q quit')
    expect(running.stdout).toContain('h  hint: Every number is needed')
    running.child.stdin.write('h')
    await running.waitFor('Begin with the first.')
    running.child.stdin.write('r')
    await running.waitFor('run 2')
    save(program, 'solution/sum.ts')
    await running.waitFor('s solution')
    running.child.stdin.write('q')
    await running.waitFor('exit 0')
    expect((await running.finished).stdout).toMatch(/[^-]icanon/)
  })

  test('Ctrl-C ends it and gives the terminal back', async () => {
    const running = onTerminal(await startedSum())
    await running.waitFor('q quit')
    running.child.stdin.write('\x03')
    await running.waitFor('exit ')
    expect((await running.finished).stdout).toMatch(/[^-]icanon/)
  })
})

function readRuns(program: SpawnedProgram): string[] {
  const lines = readFileSync(join(program.workspace, 'progress.jsonl'), 'utf8').trim().split('\n')
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'run')
    .map(({ state }) => state)
}
