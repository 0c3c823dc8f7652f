import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useTemporaryHome } from './services/temporary-home.ts'
import { packageRoot } from './support/fixture-course.ts'
import { SpawnedProgram } from './support/spawned-program.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { widestLine } from './support/widest-line.ts'

const katas = join(packageRoot, 'runner/test/fixtures/runs-course/katas')
const moving = join(packageRoot, 'runner/test/fixtures/replay-course/katas/move-points')
const sum = (variant: string): string => readFileSync(join(katas, 'sum', variant), 'utf8')

/** A class folder with these files. */
function classOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const small = {
  'ada/sum/sum.ts': sum('solution/sum.ts'),
  'ben/sum.ts': sum('sum.ts'),
  'cleo/workspace/sum/sum.ts': sum('wrong/syntax-error.ts'),
}

async function gradeAsJson(program: SpawnedProgram, ...words: string[]) {
  const ended = await program.run('test', '--all', ...words, '--json')
  const { results, ...more } = JSON.parse(ended.stdout)
  const states = results.map(({ learner, kata, state }: Record<string, string>) => [learner, kata, state].join(' '))
  return { ...ended, ...more, results, states }
}

describe('kata test --all', () => {
  test('grades every learner, by name, however the files lie, and writes nothing there', async () => {
    const folder = classOf(small)
    const before = readdirSync(folder, { recursive: true })
    const program = new SpawnedProgram('runs-course')
    const { exitCode, states, summary, isComplete, stderr } = await gradeAsJson(program, folder)
    expect(states).toEqual(['ada sum passed', 'ben sum failed', 'cleo sum did-not-compile'])
    expect(exitCode).toBe(1)
    expect(isComplete).toBe(true)
    expect(summary).toEqual({ learners: 3, passed: 1, notPassed: 2, missing: 0, unreadable: 0, undecided: 0 })
    expect(stderr).toContain('3 of 3 · cleo · sum · did not compile')
    expect(readdirSync(folder, { recursive: true })).toEqual(before)
    expect(readdirSync(program.workspace)).toEqual([])
  })

  test('a workspace is the work of one learner, and with everything passed it ends with 0', async () => {
    const folder = classOf({ 'ada/sum/sum.ts': sum('solution/sum.ts') })
    const { exitCode, states } = await gradeAsJson(new SpawnedProgram('runs-course'), join(folder, 'ada'))
    expect({ exitCode, states }).toEqual({ exitCode: 0, states: ['ada sum passed'] })
  })

  test('what was asked for and is not there is missing, and nothing else is graded', async () => {
    const folder = classOf({ ...small, 'ada/limits/limits.conf': 'events {}', 'dan/tally.ts': 'export {}' })
    const { states } = await gradeAsJson(new SpawnedProgram('runs-course'), folder, '--kata', 'sum')
    expect(states).toEqual(['ada sum passed', 'ben sum failed', 'cleo sum did-not-compile', 'dan sum missing'])
  })

  test('a broken folder is one clear line, and the others go on', async () => {
    const folder = classOf({ 'ada/notes.txt': 'nothing', 'ben/sum.ts': sum('solution/sum.ts'), 'dan/keep': '' })
    mkdirSync(join(folder, 'cleo'))
    symlinkSync(join(folder, 'ben', 'sum.ts'), join(folder, 'cleo', 'sum.ts'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'eve'))
    chmodSync(join(folder, 'dan'), 0o000)
    const { exitCode, results } = await gradeAsJson(new SpawnedProgram('runs-course'), folder)
    chmodSync(join(folder, 'dan'), 0o755)
    expect(exitCode).toBe(1)
    expect(results).toMatchObject([
      { learner: 'ada', state: 'unreadable', message: 'no kata of this course is in it' },
      { learner: 'ben', kata: 'sum', state: 'passed' },
      { learner: 'cleo', kata: 'sum', state: 'unreadable', message: expect.stringContaining('is a link') },
      { learner: 'dan', state: 'unreadable' },
      { learner: 'eve', state: 'unreadable' },
    ])
  })

  test("code that hangs, ends the process or changes another's file decides its own result only", async () => {
    const folder = classOf({
      'ben/sum/sum.ts': sum('wrong/endless-loop.ts'),
      'cleo/sum/sum.ts': sum('wrong/process-exit.ts'),
      'dan/sum/sum.ts': sum('solution/sum.ts'),
    })
    const victim = join(folder, 'dan/sum/sum.ts')
    const attack = `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(victim)}, 'export const sum = 1')\n`
    mkdirSync(join(folder, 'ada'))
    writeFileSync(join(folder, 'ada/sum.ts'), attack + sum('solution/sum.ts'))
    const { states } = await gradeAsJson(new SpawnedProgram('runs-course'), folder)
    expect(readFileSync(victim, 'utf8')).toBe('export const sum = 1')
    expect(states).toEqual(['ada sum passed', 'ben sum timed-out', 'cleo sum crashed', 'dan sum passed'])
  })

  test('a test or a file of the course that a learner has edited judges nobody', async () => {
    const folder = classOf({
      'ada/sum/sum.ts': sum('sum.ts'),
      'ada/sum/sum.test.ts': "import { test } from 'loadbearing/kit'\ntest('A sum holds every number', () => {})\n",
    })
    expect((await gradeAsJson(new SpawnedProgram('runs-course'), folder)).states).toEqual(['ada sum failed'])
  })

  test('without --json it is a table with the reasons and the sums, in 60 columns too', async () => {
    const folder = classOf(small)
    const { stdout } = await new SpawnedProgram('runs-course').run('test', '--all', folder)
    expect(stdout).toMatch(/ada +sum +passed/)
    expect(stdout).toMatch(/ben +sum +failed +A sum holds every number/)
    expect(stdout).toContain('3 learners: 1 passed, 2 not passed')
    const narrow = await new SpawnedProgram('runs-course', { COLUMNS: '60' }).run('test', '--all', folder)
    expect(widestLine(narrow.stdout)).toBeLessThanOrEqual(60)
  })

  test('Ctrl-C tells what was graded, as incomplete, and ends with 130', async () => {
    const folder = classOf({ 'ada/sum.ts': sum('solution/sum.ts'), 'ben/sum.ts': sum('wrong/endless-await.ts') })
    writeFileSync(join(folder, 'ada/sum.ts'), sum('solution/sum.ts'))
    const running = await new SpawnedProgram('runs-course').start('test', '--all', folder, '--json')
    await expect.poll(() => running.stderr, { timeout: 30_000 }).toContain('1 of 2')
    running.child.kill('SIGINT')
    const { exitCode, stdout } = await running.finished
    expect(exitCode).toBe(130)
    expect(JSON.parse(stdout)).toMatchObject({ isComplete: false, results: [{ learner: 'ada', state: 'passed' }] })
  })

  test.each([
    [['--all', 'nowhere'], 'is no folder'],
    [['--all', '.'], 'holds a kata'],
    [['--all', '--kata', 'smu'], 'Did you mean `sum`?'],
    [['--kata', 'sum'], '--kata goes with --all'],
  ])('%j is wrong usage: exit code 2', async (words, reason) => {
    const { exitCode, stdout, stderr } = await new SpawnedProgram('runs-course').run('test', ...words)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(reason)
  })
})

describe('kata test --all with servers', () => {
  useTemporaryHome({ KATA_PROVIDER: 'local' })

  test('what a run leaves for others on a server is named, and gone before the next', {
    timeout: 180_000,
  }, async () => {
    const solution = readFileSync(join(moving, 'solution/move-points.ts'), 'utf8')
    const intruding = solution.replace(
      "await client.query('BEGIN')",
      "await client.query('CREATE ROLE intruder').catch((error) => { if (!isOwn) throw error })\nisOwn = true\nawait client.query('BEGIN')",
    )
    const folder = classOf({
      'ada/move-points.ts': `let isOwn = false\n${intruding}`,
      'ben/move-points.ts': `let isOwn = false\n${intruding}`,
      'cleo/move-points.ts': solution,
    })
    const home = { KATA_HOME: process.env['KATA_HOME'] ?? '', KATA_PROVIDER: 'local' }
    const { results } = await gradeAsJson(new SpawnedProgram('replay-course', home), folder)
    expect(results[0]).toMatchObject({ learner: 'ada', left: ['role intruder'] })
    // Had the role of the first still been there, the second would have met it.
    expect(results[1]).toMatchObject({ learner: 'ben', state: results[0].state, left: ['role intruder'] })
    expect(results[2]).toEqual(expect.objectContaining({ learner: 'cleo', state: 'passed' }))
    expect(results[2]).not.toHaveProperty('left')
  })
})

describe('the recipe in docs/grading-a-class.md', () => {
  test.runIf(process.platform !== 'win32')('grades a class repository with the command that it names', () => {
    const page = readFileSync(join(packageRoot, 'docs/grading-a-class.md'), 'utf8')
    const [, line = ''] = /^ +- run: (npx kata test --all .*)$/m.exec(page) ?? []
    const repository = temporaryFolder()
    cpSync(classOf(small), join(repository, 'class'), { recursive: true })
    const { environment } = new SpawnedProgram('runs-course')
    const bin = `'${process.execPath}' '${join(packageRoot, 'runner/bin/kata.cjs')}'`
    const { status } = spawnSync('sh', ['-c', line.replace('npx kata', bin)], { cwd: repository, env: environment })
    expect(status).toBe(1)
    const grades = JSON.parse(readFileSync(join(repository, 'grades.json'), 'utf8'))
    expect(grades.summary).toMatchObject({ learners: 3, passed: 1, notPassed: 2 })
  })
})
