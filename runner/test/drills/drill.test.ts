import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { descendantsOf, isAlive, type RunningProgram, SpawnedProgram } from '../support/spawned-program.ts'

let program: SpawnedProgram

beforeEach(() => {
  program = new SpawnedProgram('drill-course', { KATA_DRILL_SOUND_MS: '300' })
})

/** Started, and struck. */
async function startDrill(...words: string[]): Promise<RunningProgram> {
  const running = await program.start('start', 'tiny-drill', ...words)
  await running.waitFor('The fault has arrived.')
  return running
}

async function end(running: RunningProgram): Promise<{ exitCode: number | null; stdout: string }> {
  running.child.kill('SIGINT')
  return running.finished
}

/** What belongs to the drill: the keeper and its servers stay warm, as after every command. */
function processesOf(running: RunningProgram): { pid: number; line: string }[] {
  const all = descendantsOf(running.child.pid ?? 0).map((pid) => ({ pid, line: readLine(pid) }))
  return all.filter(({ line }) => /main\.[jt]s|program-runner/.test(line))
}

function readLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

const drillsFolder = () => join(program.environment['KATA_HOME'] ?? '', 'drills')

test('a drill is looked into, noted, mended and checked from a second terminal', async () => {
  const running = await startDrill()
  expect(await program.run('note', 'a key', 'too many')).toMatchObject({
    exitCode: 0,
    stdout: 'Noted for tiny-drill.\n',
  })
  expect((await program.run('drill')).stdout).toContain('Trouble: key there.')
  expect((await program.run('drill', 'logs', 'app')).stdout).toContain('the app listens')
  const failed = await program.run('test', 'tiny-drill')
  expect(failed).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('The key is there again.') })
  expect(await program.run('drill', 'restart', 'app')).toMatchObject({ exitCode: 0 })
  expect(await program.run('sh', 'redis', '--', 'DEL', 'broken')).toMatchObject({ exitCode: 0, stdout: '1\n' })
  expect(await program.run('test', 'tiny-drill')).toMatchObject({ exitCode: 0 })
  await running.waitFor('key broken was removed')
  await end(running)
  const debrief = (await program.run('debrief', 'tiny-drill')).stdout
  for (const part of ['“a key too many”', 'app is restarted.', 'The key is gone, and stays so']) {
    expect(debrief).toContain(part)
  }
})

test('the report of a sitting is written once and never over what the learner wrote', async () => {
  await end(await startDrill())
  const { reportFile } = JSON.parse((await program.run('debrief', 'tiny-drill', '--json')).stdout)
  expect(readFileSync(reportFile, 'utf8')).toContain('# A tiny drill: report')
  writeFileSync(reportFile, 'mine')
  await program.run('debrief', 'tiny-drill')
  expect(readFileSync(reportFile, 'utf8')).toBe('mine')
})

test('a saved file of the system restarts what it belongs to', async () => {
  const running = await startDrill()
  const file = join(program.workspace, 'tiny-drill', 'app.ts')
  writeFileSync(file, readFileSync(file, 'utf8').replace("'hello'", "'sorry'"))
  await running.waitFor('app.ts is saved')
  await program.run('sh', 'redis', '--', 'DEL', 'broken')
  const failed = await program.run('test', 'tiny-drill')
  expect(failed).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('The app says something else.') })
  await end(running)
})

test('without a running system a check says how to start it, with exit code 3', async () => {
  await end(await startDrill())
  const undecided = await program.run('test', 'tiny-drill')
  expect(undecided.exitCode).toBe(3)
  expect(undecided.stdout).toContain('kata start tiny-drill')
  expect(await program.run('note', 'anybody there')).toMatchObject({ exitCode: 3 })
})

test('Ctrl-C leaves no process and no file, at whatever moment it comes', async () => {
  for (const moment of ['first', 'struck'] as const) {
    const running = await program.start('start', 'tiny-drill')
    if (moment === 'struck') await running.waitFor('The fault has arrived.')
    else await vi.waitFor(() => expect(processesOf(running).length).toBeGreaterThan(1), { timeout: 15_000 })
    const started = processesOf(running)
    expect(await end(running)).toMatchObject({ exitCode: 130 })
    await vi.waitFor(() => expect(started.filter(({ pid }) => isAlive(pid))).toEqual([]), { timeout: 10_000 })
    expect(existsSync(drillsFolder()) ? readdirSync(drillsFolder()) : []).toEqual([])
  }
})

test('a killed dashboard takes its system with it', async () => {
  const running = await startDrill()
  const started = processesOf(running)
  const dashboard = started.find(({ line }) => line.includes(' start tiny-drill'))
  process.kill(dashboard?.pid ?? 0, 'SIGKILL')
  running.child.kill('SIGKILL')
  await vi.waitFor(() => expect(started.filter(({ pid }) => isAlive(pid))).toEqual([]), { timeout: 15_000 })
  expect(await program.run('drill')).toMatchObject({ exitCode: 3 })
})

test('a second drill is refused, and reset ends the first', async () => {
  const running = await startDrill()
  const second = await program.run('start', 'tiny-drill')
  expect(second).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('runs already') })
  await program.run('reset', 'tiny-drill', '--yes')
  expect(await running.finished).toMatchObject({ exitCode: 0 })
  expect(await program.run('drill')).toMatchObject({ exitCode: 3 })
})

test('--json gives the status as lines', async () => {
  const running = await program.start('start', 'tiny-drill', '--json')
  await running.waitFor('"phase":"struck"')
  const lines = running.stdout.trim().split('\n').slice(0, -1)
  expect(lines.map((line) => JSON.parse(line).drill)).toEqual(lines.map(() => 'tiny-drill'))
  await end(running)
})
