import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findKata } from '../src/course/find-by-name.ts'
import { loadCourse } from '../src/course/load-course.ts'
import { loadProgress } from '../src/workspace/progress-log.ts'
import { fixtureCourse } from './support/fixture-course.ts'
import { learnersText, runSession, workspaceAt } from './support/learner-session.ts'
import { runProgram } from './support/run-program.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const kata = findKata(await loadCourse(fixtureCourse), 'add-up')

function runScript(name: string, args: readonly string[], cache: string) {
  const script = join(import.meta.dirname, 'support', name)
  const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning']
  return runProgram(process.execPath, [...flags, script, ...args], { env: { NODE_COMPILE_CACHE: cache } })
}

interface Kill {
  /** Which change to the disk, from 1; 0 for none. */
  readonly nth: number
  /** `half`: a write is cut short before the process dies. */
  readonly how: 'whole' | 'half'
}

async function session(folder: string, { nth, how }: Kill, cache: string): Promise<string[]> {
  const { stdout, stderr } = await runScript(
    'killed-learner.ts',
    [folder, JSON.stringify(kata), String(nth), how],
    cache,
  )
  expect(stderr).toBe('')
  return stdout.split('\n').filter((line) => line !== '')
}

function everythingWritten(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'add-up.ts')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')
}

/** What was told as done is there, and the next session comes to its end. */
async function expectNothingLost(kill: Kill, cache: string): Promise<void> {
  const folder = temporaryFolder()
  const steps = await session(folder, kill, cache)
  const told = steps.filter((step) => step !== 'saved')
  const kinds = loadProgress(workspaceAt(folder)).events.map(({ kind }) => kind)
  const place = `killed at change ${kill.nth} (${kill.how}), after ${steps.join(', ')}`
  expect(kinds.slice(0, told.length), place).toEqual(told)
  expect(kinds.length - told.length, place).toBeLessThanOrEqual(1)
  if (steps.includes('saved')) expect(everythingWritten(folder), place).toContain(learnersText)
  runSession(folder, kata, () => {})
  expect(everythingWritten(folder), place).toContain(learnersText)
  for (const name of ['add-up.ts', 'README.md'])
    expect(existsSync(join(folder, 'add-up/solution', name)), place).toBe(true)
}

test('a session killed at any of its changes to the disk loses nothing that was told as done', async () => {
  const cache = temporaryFolder()
  const last = (await session(temporaryFolder(), { nth: 0, how: 'whole' }, cache)).at(-1) ?? ''
  const changes = last.split(' ').slice(1)
  expect(changes.length).toBeGreaterThan(50)
  const kills = changes.flatMap((name, index): Kill[] => [
    { nth: index + 1, how: 'whole' },
    ...(name === 'writeSync' ? [{ nth: index + 1, how: 'half' } as const] : []),
  ])
  const worker = async (): Promise<void> => {
    for (let kill = kills.pop(); kill; kill = kills.pop()) await expectNothingLost(kill, cache)
  }
  await Promise.all([worker(), worker()])
})

test('two processes that append at once lose nothing and mix nothing', async () => {
  const folder = temporaryFolder()
  const names = ['left', 'right']
  const ends = await Promise.all(
    names.map((name) => runScript('appending-learner.ts', [folder, name, '200'], temporaryFolder())),
  )
  expect(ends.map(({ code }) => code)).toEqual([0, 0])
  const { progressFile } = workspaceAt(folder)
  expect(
    readFileSync(progressFile, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  ).toHaveLength(400)
  expect(loadProgress(workspaceAt(folder)).events).toHaveLength(400)
})
