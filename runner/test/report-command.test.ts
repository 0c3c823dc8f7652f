import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from './support/fixture-course.ts'
import { ownKata } from './support/own-kata.ts'

const secret = 'hunter2-of-the-environment'

test('a report holds the verdict, the code and the versions, and nothing of the machine', async () => {
  const { run, workspace, env } = ownKata({ SECRET_TOKEN: secret })
  await run('start', 'add-up')
  const file = join(workspace, 'add-up', 'add-up.ts')
  // Code that tells of the machine in its error and in its own text.
  const mine = `// kept in ${workspace}\nexport function add() {\n  throw new Error('not in ' + process.cwd() + ' of ${homedir()}')\n}\n`
  writeFileSync(file, mine)
  await run('test')
  const ended = await run('report')
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  const [name = ''] = readdirSync(join(workspace, 'reports'))
  expect(ended.stdout).toContain(name)
  const text = readFileSync(join(workspace, 'reports', name), 'utf8')
  const report = JSON.parse(text)
  expect(Object.keys(report)).toEqual(['format', 'kata', 'versions', 'verdict', 'code'])
  expect(report.verdict).toMatchObject({ state: 'failed', tests: expect.any(Array) })
  expect(report.code).toEqual({ name: 'add-up.ts', text: expect.stringContaining('// kept in <workspace>') })
  for (const told of [workspace, homedir(), packageRoot, tmpdir(), env['KATA_HOME'] ?? '', secret]) {
    expect(text, told).not.toContain(told)
  }
  expect(ended.stdout).toContain('your add-up.ts, 5 lines')
  expect(ended.stdout).toContain('Attach it to an issue')
})

test('--json gives the file and all that it holds; a second report leaves the first', async () => {
  const { run, workspace } = ownKata()
  await run('start', 'add-up')
  await run('test')
  const { file, report, contents } = JSON.parse((await run('report', 'add-up', '--json')).stdout)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(report)
  expect(contents.join()).toContain('loadbearing')
  await run('report')
  expect(readdirSync(join(workspace, 'reports'))).toHaveLength(2)
})

test('what does not belong together is not packed: exit code 2', async () => {
  const { run, workspace } = ownKata()
  await run('start', 'add-up')
  expect(await run('report')).toMatchObject({ code: 2, stderr: expect.stringContaining('has not been run yet') })
  await run('test')
  writeFileSync(join(workspace, 'add-up', 'add-up.ts'), 'export const other = 1\n')
  expect(await run('report')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('has changed since its last run'),
  })
})
