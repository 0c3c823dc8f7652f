import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { packageRoot } from '../support/fixture-course.ts'
import { RunningProgram, SpawnedProgram } from '../support/spawned-program.ts'
import { aUsableTerminal, hasTerminals, watchOnTerminal } from '../support/watch-terminal.ts'
import { widestLine } from '../support/widest-line.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const controlCharacters = /[\x00-\x09\x0b-\x0c\x0e-\x1f]/
const kata = join(packageRoot, 'runner/test/fixtures/runs-course/katas/sum')

async function startedSum(): Promise<SpawnedProgram> {
  const program = new SpawnedProgram('runs-course')
  await program.run('start', 'sum')
  return program
}

function save(program: SpawnedProgram, variant: string): void {
  cpSync(join(kata, variant), join(program.workspace, 'sum/sum.ts'))
}

const withoutWatches = 'echo 0 > /proc/sys/user/max_inotify_watches'
/** Whether a process may be given limits of its own here. */
const hasOwnLimits =
  process.platform === 'linux' && spawnSync('unshare', ['-Ur', 'sh', '-c', withoutWatches]).status === 0

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
    await untilStarted(program)
    // The run takes the kata's whole limit, so all of these fall into it.
    for (const variant of ['wrong/throws.ts', 'sum.ts', 'solution/sum.ts']) {
      save(program, variant)
      await setTimeout(100)
    }
    await running.waitFor('✓ sum')
    save(program, 'sum.ts')
    await running.waitFor('✗ sum', 2)
    // Time for runs that must not be.
    await setTimeout(1_500)
    expect(readRuns(program)).toEqual(['timed-out', 'passed', 'failed'])
  })

  test('a new file in the place of the old one, and one that was gone, are saves', async () => {
    const program = await startedSum()
    const file = join(program.workspace, 'sum/sum.ts')
    const running = await program.start('watch', 'sum')
    await running.waitFor('✗ sum')
    cpSync(join(kata, 'solution/sum.ts'), `${file}.part`)
    renameSync(`${file}.part`, file)
    await running.waitFor('✓ sum')
    rmSync(file)
    save(program, 'sum.ts')
    await running.waitFor('✗ sum', 2)
    expect(readRuns(program)).toEqual(['failed', 'passed', 'failed'])
  })

  test('judges what the learner has saved in a second file, too', async () => {
    const program = await startedSum()
    const [file, other] = ['sum/sum.ts', 'sum/total.ts'].map((name) => join(program.workspace, name)) as [
      string,
      string,
    ]
    writeFileSync(other, 'export const start: number = 1\n')
    const text = `import { start } from './total.ts'
export const sum = async (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, start)
`
    writeFileSync(file, text)
    const running = await program.start('watch', 'sum')
    await running.waitFor('The sum of nothing was not zero.')
    writeFileSync(other, 'export const start: number = 0\n')
    writeFileSync(file, `${text}\n`)
    await running.waitFor('✓ sum')
  })

  test.skipIf(!hasOwnLimits)('polls where the system has no watch left to give, and says so', async () => {
    const program = await startedSum()
    const bin = join(packageRoot, 'runner/bin/kata.cjs')
    const line = `${withoutWatches}; exec '${process.execPath}' '${bin}' watch sum`
    const child = spawn('unshare', ['-Ur', 'sh', '-c', line], { env: program.environment, cwd: program.workspace })
    onTestFinished(() => void child.kill('SIGKILL'))
    const running = new RunningProgram(child)
    await running.waitFor('✗ sum')
    expect(running.stderr).toContain('tells no changes')
    save(program, 'solution/sum.ts')
    await running.waitFor('✓ sum')
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
    expect(readFileSync(file, 'utf8')).not.toMatch(controlCharacters)
  })
})

describe.skipIf(!hasTerminals)('kata watch on a terminal', () => {
  test('says that it checks, offers the keys that do something now, and gives the terminal back', async () => {
    const program = await startedSum()
    const running = watchOnTerminal(program)
    await running.waitFor('checking…')
    await running.waitFor('q quit')
    expect(running.stdout).toMatch(/ {3}r run {3}h hint {3}e evidence {3}(n next {3})?l list/)
    expect(running.stdout).toContain('h  hint: Every number is needed')
    running.child.stdin.write('h')
    await running.waitFor('Begin with the first.')
    running.child.stdin.write('r')
    await running.waitFor('run 2')
    save(program, 'solution/sum.ts')
    await running.waitFor('run 3')
    await running.waitFor('s solution')
    running.child.stdin.write('q')
    await running.waitFor('exit 0')
    expect((await running.finished).stdout).toMatch(aUsableTerminal)
  })

  test('leaves the last verdict on the screen while the next run goes on, and adds that it checks', async () => {
    const program = await startedSum()
    const running = watchOnTerminal(program)
    await running.waitFor('q quit')
    const before = running.shown
    save(program, 'wrong/waits-and-tells.ts')
    await running.waitFor('checking…', 2)
    await untilStarted(program)
    // Nothing else was written: no line is erased but the one that it stands in.
    expect(running.shown.slice(before.length)).toBe('\r checking…\x1b[K')
  })

  test('asks nothing of a run while another command has the terminal, and runs what was saved then afterwards', async () => {
    const program = await startedSum()
    const running = watchOnTerminal(program)
    await running.waitFor('q quit')
    running.child.stdin.write('x')
    await running.waitFor('Your version is kept.')
    save(program, 'solution/sum.ts')
    // Time for a run that must not be.
    await setTimeout(1_500)
    save(program, 'sum.ts')
    running.child.stdin.write('n\r')
    await running.waitFor('run 2')
    expect(readRuns(program)).toEqual(['failed', 'failed'])
  })

  test('goes on when another command refuses', async () => {
    const program = await startedSum()
    const running = watchOnTerminal(program)
    await running.waitFor('q quit')
    rmSync(join(program.workspace, 'sum/sum.ts'))
    running.child.stdin.write('x')
    await running.waitFor('KATA_NOT_STARTED')
    save(program, 'solution/sum.ts')
    await running.waitFor('✓ sum')
  })

  test.for([
    ['at once', (running: RunningProgram) => running.waitFor('begins')],
    ['while the first run is on its way', (running: RunningProgram) => running.waitFor('checking…')],
    ['after a verdict', (running: RunningProgram) => running.waitFor('q quit')],
    [
      'in a question',
      async (running: RunningProgram) => {
        await running.waitFor('q quit')
        running.child.stdin.write('x')
        await running.waitFor('Your version is kept.')
      },
    ],
  ] as const)('Ctrl-C %s ends it and gives the terminal back', async ([, reach]) => {
    const running = watchOnTerminal(await startedSum())
    await reach(running)
    running.child.stdin.write('\x03')
    await running.waitFor('exit ')
    expect((await running.finished).stdout).toMatch(aUsableTerminal)
  })

  test('a screen reader gets one verdict after another without a control character, and has the keys', async () => {
    const program = await startedSum()
    const running = watchOnTerminal(program, { words: ['--plain'] })
    await running.waitFor('Keys: r: run')
    running.child.stdin.write('r')
    await running.waitFor('Failed: sum, run 2')
    running.child.stdin.write('q')
    await running.waitFor('exit 0')
    expect(running.shown.split('exit 0')[0]).not.toMatch(controlCharacters)
  })

  test('has no colour where none is wanted', async () => {
    const running = watchOnTerminal(await startedSum())
    await running.waitFor('q quit')
    expect(running.shown).not.toContain('\x1b[3')
    expect(running.shown).not.toContain('\x1b[1m')
  })

  test('keeps to sixty columns', async () => {
    const running = watchOnTerminal(await startedSum(), { columns: 60 })
    await running.waitFor('q quit')
    expect(widestLine(running.stdout.replaceAll('\r', ''))).toBeLessThanOrEqual(60)
  })
})

function readRuns(program: SpawnedProgram): string[] {
  const lines = readFileSync(join(program.workspace, 'progress.jsonl'), 'utf8').trim().split('\n')
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'run')
    .map(({ state }) => state)
}

function untilStarted(program: SpawnedProgram): Promise<void> {
  return vi.waitFor(() => expect(existsSync(join(program.workspace, 'sum/started.txt'))).toBe(true), {
    timeout: 20_000,
  })
}
