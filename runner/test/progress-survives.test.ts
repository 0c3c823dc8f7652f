import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findKata } from '../src/course/find-by-name.ts'
import { loadCourse } from '../src/course/load-course.ts'
import { loadProgress } from '../src/workspace/progress-log.ts'
import { fixtureCourse } from './support/fixture-course.ts'
import { killEverywhere } from './support/kill-everywhere.ts'
import { runSession, workspaceAt } from './support/learner-session.ts'
import { runProgram } from './support/run-program.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

// Tens of thousands of small files: in memory where there is a disk in memory.
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const kata = findKata(await loadCourse(fixtureCourse), 'add-up')

test('a session killed at every byte of every write loses nothing that was told as done, in neither copy', async () => {
  const found = await killEverywhere(temporaryFolder(memory), kata)
  expect(found.wrong).toEqual([])
  expect(found.places).toBe(found.changes + found.parts)
  expect(found.told).toBeGreaterThan(1000)
  expect(found).toMatchObject({ recovered: found.told, recoveredFromCopy: found.told })
}, 600_000)

test('a process that is really killed loses nothing either', async () => {
  const script = join(import.meta.dirname, 'support', 'killed-learner.ts')
  const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning']
  for (let changes = 150; changes < 2500; changes += 311) {
    const workspace = workspaceAt(join(temporaryFolder(), 'workspace'))
    const words = [...flags, script, workspace.folder, JSON.stringify(kata), String(changes)]
    const { signal, stdout } = await runProgram(process.execPath, words)
    // What came from elsewhere stands before all else.
    const isOwn = (kind: string): boolean => kind !== '' && kind !== 'review'
    const told = stdout.split('\n').filter(isOwn)
    expect(signal, `after ${changes} changes`).toBe('SIGKILL')
    expect(
      loadProgress(workspace)
        .events.map(({ kind }) => kind)
        .slice(0, told.length),
    ).toEqual(told)
    expect(() => runSession({ workspace, kata, tell: () => {} })).not.toThrow()
    expect(loadProgress(workspace).events.at(-1)).toMatchObject({ kind: 'run', state: 'passed' })
  }
})

test('two processes that append at once lose nothing and mix nothing, in neither copy', async () => {
  const folder = join(temporaryFolder(), 'workspace')
  const script = join(import.meta.dirname, 'support', 'appending-learner.ts')
  const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning']
  const ends = await Promise.all(
    ['left', 'right'].map((name) => runProgram(process.execPath, [...flags, script, folder, name, '200'])),
  )
  expect(ends.map(({ code }) => code)).toEqual([0, 0])
  const { progressFile, mirrorFolder = '' } = workspaceAt(folder)
  for (const file of [progressFile, join(mirrorFolder, 'progress.jsonl')]) {
    // A process that looks while the other one writes may close a line that is not open: an empty line, and no harm.
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    expect(lines).toHaveLength(400)
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  }
  expect(loadProgress(workspaceAt(folder)).events).toHaveLength(400)
})
