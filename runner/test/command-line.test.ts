import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownKata } from './support/own-kata.ts'
import { runProgram } from './support/run-program.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { widestLine } from './support/widest-line.ts'

test('help and the version go to standard output, with exit code 0', async () => {
  const { run } = ownKata()
  const help = await run('--help')
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toContain('kata [command]')
  expect(help.stdout).toContain('Examples:')
  expect(await run('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
})

test('a chapter is read by its name, with the minutes of its lessons and katas added up', async () => {
  const { stdout } = await ownKata().run('read', 'basics')
  expect(stdout).toMatch(/for all of it: \d+ lessons? \(.* min\), \d+ katas? \(.*\)\./)
  const read = JSON.parse((await ownKata().run('read', 'basics', '--json')).stdout)
  const parts: { minutes: number }[] = [...read.lessons, ...read.katas]
  expect(read.minutes).toBe(parts.reduce((sum, { minutes }) => sum + minutes, 0))
})

test.each([
  [['lsit'], 'Did you mean `kata list`?'],
  [['start', 'ad-up'], 'Did you mean `add-up`?'],
  [['read', 'countin-again'], 'Did you mean `counting-again`?'],
  [['list', 'basic-s'], 'Did you mean `basics`?'],
  [['list', '--jsno'], 'Did you mean --json?'],
  [['start'], "Missing required argument 'kata'."],
  [['list', '--service', 'mongo'], 'postgres'],
  [['read', 'count'], 'counting, counting-again'],
  [['hint'], 'No kata was named'],
  [['reset', 'add-up'], 'kata start add-up'],
])('%j is wrong usage: exit code 2, words on standard error, nothing else', async (words, hint) => {
  const ended = await ownKata().run(...words)
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toContain(hint)
  expect(ended.stderr).not.toContain('    at ')
})

test('a broken course names the file and the field, with exit code 3', async () => {
  const course = temporaryFolder()
  const { run } = ownKata({ KATA_COURSE: course })
  expect(await run('list')).toMatchObject({ code: 3, stderr: expect.stringContaining('COURSE_FILE_INVALID') })
})

test.skipIf(process.platform !== 'linux')(
  'a place that can hold no folder is said, for data and for work',
  async () => {
    const nowhere = '/proc/nobody/here'
    const withoutData = await ownKata({ KATA_HOME: nowhere }).run('list')
    expect(withoutData).toMatchObject({ code: 3, stderr: expect.stringContaining('DATA_FOLDER_NOT_WRITABLE') })
    const withoutWork = await ownKata({ KATA_WORKSPACE: nowhere }).run('start', 'add-up')
    expect(withoutWork).toMatchObject({ code: 3, stderr: expect.stringContaining('WORKSPACE_NOT_WRITABLE') })
  },
)

test("whatever nobody expected is the runner's own fault, with exit code 3 and what a report needs", async () => {
  const { run, workspace } = ownKata()
  mkdirSync(join(workspace, 'progress.jsonl'))
  const ended = await run('list')
  expect(ended.code).toBe(3)
  expect(ended.stderr).toContain('INTERNAL')
  expect(ended.stderr).toContain('EISDIR')
})

test('--json is all there is on standard output', async () => {
  const { run } = ownKata()
  expect((await run('start', 'add-up', '--json')).code).toBe(0)
  for (const words of [
    ['list'],
    ['progress'],
    ['next'],
    ['review'],
    ['context'],
    ['ledger'],
    ['hint', 'add-up'],
    ['read', 'counting'],
    ['reset', 'add-up', '--yes'],
  ]) {
    const { stdout, stderr } = await run(...words, '--json')
    expect(() => JSON.parse(stdout), words.join(' ')).not.toThrow()
    expect(stderr).toBe('')
  }
})

test("a kata is started, hinted at and reset; the learner's version is kept", async () => {
  const { run, workspace } = ownKata()
  const started = await run('start', 'add')
  expect(started).toMatchObject({ code: 0, stderr: '' })
  expect(started.stdout).toContain('kata watch')
  const file = join(workspace, 'add-up', 'add-up.ts')
  expect(started.stdout).toContain(file)
  writeFileSync(file, 'mine')
  expect((await run('hint')).stdout).toContain('What becomes of the right number?')
  expect((await run('hint')).stdout).toContain('Both are needed')
  expect(await run('reset', 'add-up')).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') })
  expect(readFileSync(file, 'utf8')).toBe('mine')
  const reset = await run('reset', 'add-up', '--yes')
  const kept = /in (.*)\.\n/.exec(reset.stdout)?.[1] ?? ''
  expect(readFileSync(join(kept, 'add-up.ts'), 'utf8')).toBe('mine')
  expect(readFileSync(file, 'utf8')).toContain('export function add')
})

test('a lesson is printed whole where nobody can be asked, and its answers come last', async () => {
  const { run } = ownKata()
  const { stdout } = await run('read', 'counting')
  const places = [
    'What is one and one?',
    'kata demo counting',
    'Because a second one follows',
    'https://example.org/numbers',
  ]
  expect(places.map((text) => stdout.indexOf(text)).every((place, index, all) => place > (all[index - 1] ?? -1))).toBe(
    true,
  )
  expect(stdout).not.toContain('Ask the room')
})

test('a reader that has read enough is no error', async () => {
  const { bin, env } = ownKata()
  const line = `'${process.execPath}' '${bin}' read counting | head -n 1; echo "code \${PIPESTATUS[0]}"`
  const ended = await runProgram('bash', ['-c', line], { env })
  expect(ended.stderr).toBe('')
  expect(ended.stdout).toContain('code 0')
})

test.each([
  '60',
  '80',
  '120',
])('the first visit without a terminal is told in %s columns, and says what to type', async (columns) => {
  const { run, workspace } = ownKata({ COLUMNS: columns })
  const { stdout, code } = await run()
  expect(code).toBe(0)
  expect(widestLine(stdout)).toBeLessThanOrEqual(Number(columns))
  expect(stdout).toContain('npx kata start add-up')
  expect(stdout).toContain('postgres')
  expect(existsSync(join(workspace, 'progress.jsonl'))).toBe(false)
})

test('a later visit without a terminal says where the learner stopped', async () => {
  const { run } = ownKata()
  await run('start', 'keep-order')
  const { stdout } = await run()
  expect(stdout).toContain('You stopped at keep-order')
  expect(stdout).toContain('npx kata watch keep-order')
})

test('NO_COLOR wins over FORCE_COLOR', async () => {
  const { run } = ownKata({ FORCE_COLOR: '1' })
  expect((await run('list')).stdout).toContain('\u001b[')
  const without = ownKata({ FORCE_COLOR: '1', NO_COLOR: '1' })
  for (const words of [['list'], ['read', 'counting'], ['help'], ['lsit'], []]) {
    const { stdout, stderr } = await without.run(...words)
    expect(stdout + stderr).not.toContain('\u001b')
  }
})

test('init makes a workspace in a folder, and tells what it left alone', async () => {
  const { run } = ownKata()
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'tsconfig.json'), '{}')
  const { stdout, code } = await run('init', folder)
  expect(code).toBe(0)
  expect(stdout).toContain('written  loadbearing.json')
  expect(stdout).toContain('kept     tsconfig.json')
  expect(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).toBe('{}')
})
