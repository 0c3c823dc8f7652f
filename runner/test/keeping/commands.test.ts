import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { fixtureCourse } from '../support/fixture-course.ts'
import { type OwnKata, ownKata } from '../support/own-kata.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { widestLine } from '../support/widest-line.ts'

// A whole program is started for each line that a learner types here, and a busy machine takes seconds for one.
vi.setConfig({ testTimeout: 180_000 })

async function learner(changes: Readonly<Record<string, string>> = {}): Promise<OwnKata & { readonly file: string }> {
  const kata = ownKata(changes)
  await kata.run('start', 'add-up')
  return { ...kata, file: join(kata.workspace, 'add-up', 'add-up.ts') }
}

test('versions are listed, compared and put back, and the present one is kept first', async () => {
  const { run, file } = await learner()
  expect((await run('attempts')).stdout).toContain('No version of add-up is kept yet')
  writeFileSync(file, 'first\n')
  await run('reset', 'add-up', '--yes')
  writeFileSync(file, 'second\n')
  expect((await run('attempts', '--diff', '1')).stdout).toMatch(/- first\n.*\+ second/)
  const restored = await run('attempts', '--restore', '1')
  expect(restored.stdout).toContain('is version 2')
  expect(readFileSync(file, 'utf8')).toBe('first\n')
  expect((await run('attempts', '--diff', '2', '--with', '1')).stdout).toMatch(/- second\n.*\+ first/)
  const { attempts } = JSON.parse((await run('attempts', '--json')).stdout)
  expect(attempts).toMatchObject([
    { number: 1, linesChanged: 0 },
    { number: 2, linesChanged: 1 },
  ])
  for (const words of [
    ['--diff', '9'],
    ['--restore', 'x'],
    ['--with', '1'],
    ['--diff', '1', '--restore', '1'],
  ])
    expect(await run('attempts', ...words), words.join(' ')).toMatchObject({ code: 2, stdout: '' })
})

test('before the pass a solution is asked for once, and that it was looked at is recorded', async () => {
  const { run, workspace } = await learner()
  for (const name of ['solution', 'diff'])
    expect(await run(name, 'add-up')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--yes') })
  const shown = await run('solution', 'add-up', '--yes')
  expect(shown.stdout).toContain('left + right')
  expect(readFileSync(join(workspace, 'progress.jsonl'), 'utf8')).toContain('"kind":"solution"')
  const beside = await run('diff', 'add-up')
  expect(beside).toMatchObject({ code: 0, stdout: expect.stringMatching(/- your file\n.*\+ the solution/) })
  expect(widestLine(shown.stdout + beside.stdout)).toBeLessThanOrEqual(80)
  expect(JSON.parse((await run('solution', 'add-up', '--json')).stdout)).toMatchObject({
    kata: 'add-up',
    isBeforePass: true,
  })
  expect(JSON.parse((await run('diff', 'add-up', '--json')).stdout).files).toHaveLength(1)
})

test('progress is taken to another machine, as often as one likes, and nothing there is overwritten', async () => {
  const [laptop, tower] = [await learner(), await learner()]
  writeFileSync(laptop.file, 'on the laptop')
  writeFileSync(tower.file, 'on the tower')
  const carried = join(temporaryFolder(), 'laptop.json')
  expect((await laptop.run('export', carried)).stdout).toContain('1 event and 1 version of')
  expect(await laptop.run('export', carried)).toMatchObject({ code: 2, stderr: expect.stringContaining('FILE_EXISTS') })
  expect((await tower.run('import', carried)).stdout).toMatch(/New here: 1 event and 1 version.*kata attempts add-up/s)
  expect(JSON.parse((await tower.run('import', carried, '--json')).stdout)).toMatchObject({
    newEvents: 0,
    newAttempts: [],
  })
  expect(readFileSync(tower.file, 'utf8')).toBe('on the tower')
  await tower.run('attempts', 'add-up', '--restore', '1')
  expect(readFileSync(tower.file, 'utf8')).toBe('on the laptop')
})

test('a file that is no whole progress file is refused with its reason, and without a stack trace', async () => {
  const { run } = ownKata()
  const file = join(temporaryFolder(), 'a.json')
  const cases = [
    ['# Notes', 'no JSON'],
    ['{"format":"loadbearing-progress","version":1,"events":[', 'torn'],
    ['{"format":"loadbearing-progress","version":7}', 'PROGRESS_FILE_TOO_NEW'],
  ] as const
  for (const [text, reason] of cases) {
    writeFileSync(file, text)
    const refused = await run('import', file)
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(reason) })
    expect(refused.stderr).not.toContain('    at ')
  }
  expect(await run('import', join(file, 'none'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('PROGRESS_FILE_INVALID'),
  })
})

test("what the course changed is shown line by line, and the learner's file stays", async () => {
  const course = temporaryFolder()
  cpSync(fixtureCourse, course, { recursive: true })
  const { run, file } = await learner({ KATA_COURSE: course })
  writeFileSync(file, 'mine')
  expect((await run('update')).stdout).toContain('git pull')
  const readme = join(course, 'katas/add-up/README.md')
  writeFileSync(readme, `${readFileSync(readme, 'utf8')}\nOne thing more.\n`)
  expect((await run('update')).stdout).toMatch(/1 kata has changed since.*README\.md.*--diff/s)
  expect((await run('update', 'add-up', '--diff')).stdout).toContain('+ One thing more.')
  expect(JSON.parse((await run('update', '--json')).stdout).changes).toMatchObject([
    { kata: 'add-up', files: ['README.md'] },
  ])
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test('init in a folder that has a workspace leaves all of it', async () => {
  const { run, workspace, file } = await learner()
  writeFileSync(file, 'mine')
  mkdirSync(join(workspace, 'notes'))
  expect((await run('init', workspace)).code).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect((await run('progress')).stdout).toContain('add-up')
})
