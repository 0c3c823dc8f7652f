import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findKata } from '../src/course/find-by-name.ts'
import { loadCourse } from '../src/course/load-course.ts'
import { loadProgress } from '../src/workspace/progress-log.ts'
import { fixtureCourse } from './support/fixture-course.ts'
import { killEverywhere } from './support/kill-everywhere.ts'
import { workspaceAt } from './support/learner-session.ts'
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
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(400)
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  }
  expect(loadProgress(workspaceAt(folder)).events).toHaveLength(400)
})
