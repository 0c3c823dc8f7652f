import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findOnPath } from '../../src/services/local/find-on-path.ts'
import { useTemporaryHome } from '../services/temporary-home.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { keys, openKataTerminal } from '../support/kata-terminal.ts'
import { type OwnKata, ownKata } from '../support/own-kata.ts'

const course = join(packageRoot, 'runner/test/fixtures/replay-course')
const hasShell = process.platform === 'linux' && (await findOnPath('psql')) !== undefined
const withShell = test.runIf(hasShell)
const onLinux = test.runIf(process.platform === 'linux')

useTemporaryHome({ KATA_PROVIDER: 'local' })

/** A learner on the course whose orders are played again; the servers are those of this test file. */
async function learner(): Promise<OwnKata & { save: (variant: string) => void }> {
  const home = { KATA_HOME: process.env['KATA_HOME'] ?? '', KATA_PROVIDER: 'local' }
  const program = ownKata({ KATA_COURSE: course, NO_COLOR: '1', ...home })
  expect((await program.run('start', 'move-points')).code).toBe(0)
  const target = join(program.workspace, 'move-points/move-points.ts')
  return { ...program, save: (variant) => cpSync(join(course, 'katas/move-points', variant), target) }
}

function replayOf(stdout: string) {
  const { end, steps, recorded } = JSON.parse(stdout)
  return {
    end,
    recorded,
    steps: steps.map(({ actor, text, result }: Record<string, string>) => ({ actor, text, result })),
  }
}

describe('kata replay', () => {
  test('plays the order that a run has recorded, with the same steps and the same end, and enters nothing', async () => {
    const { run, workspace } = await learner()
    const failed = await run('test', '--json')
    const log = readFileSync(join(workspace, 'progress.jsonl'), 'utf8')
    const replay = await run('replay', '--json')
    expect(replay, replay.stderr).toMatchObject({ code: 1 })
    const { end, recorded, steps } = replayOf(replay.stdout)
    expect(steps).toEqual(recorded)
    expect(end).toEqual({ state: 'breaks', message: JSON.parse(failed.stdout).message })
    expect(readFileSync(join(workspace, 'progress.jsonl'), 'utf8')).toBe(log)
  })

  test('shows each step with who takes it, what is sent, and what comes of it or for whom it waits', async () => {
    const { run } = await learner()
    await run('test')
    const { stdout } = await run('replay')
    const text = stdout.replaceAll(/\s+/g, ' ')
    expect(text).toContain("5 B sets points = points + 10 in accounts WHERE id = 'ada'")
    expect(text).toContain("UPDATE accounts SET points = points + 10 WHERE id = $1 ($1 = 'ada') → waits for A")
    expect(text).toContain('→ error 40P01: deadlock detected')
    expect(text).toContain('7 B goes on')
    expect(text).toContain('✗ The order breaks the constraint. Of two moves 1 failed.')
    const plain = await run('replay', '--plain')
    expect(plain.stdout).toContain("Step 5. B sets points = points + 10 in accounts WHERE id = 'ada'.")
    expect(plain.stdout).toContain('Outcome: waits for A.')
  })

  test('says at which step code that has changed does something else', async () => {
    const { run, save } = await learner()
    await run('test')
    save('wrong/no-transaction.ts')
    const { code, stdout } = await run('replay', 'move-points', '1')
    expect(code).toBe(1)
    expect(stdout).toContain('Your file has changed since that run.')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'all calls had ended after 4 of its 8 steps. At step 5 B should have been next.',
    )
    save('solution/move-points.ts')
    const { end } = replayOf((await run('replay', '--json')).stdout)
    expect(end).toEqual({
      state: 'not-followed',
      message: expect.stringMatching(/at step \d B should have been next, but it waited for A\. Only A could go on\./),
    })
  })

  test('plays a crash point that has failed', async () => {
    const { run, save } = await learner()
    save('wrong/no-transaction.ts')
    await run('test')
    const replay = await run('replay', '--json')
    const { end, recorded, steps } = replayOf(replay.stdout)
    expect(replay.code).toBe(1)
    expect(steps).toEqual(recorded)
    expect(end.message).toContain('Of 200 points 190 are left.')
    expect(JSON.parse(replay.stdout).point).toBe('before 2')
    save('solution/move-points.ts')
    expect(replayOf((await run('replay', '--json')).stdout).end.state).toBe('keeps')
  })

  test.each([
    [['replay'], 'move-points has not been run yet.'],
    [['replay', '3'], 'move-points has not been run yet.'],
    [['replay', 'move-pionts'], 'Did you mean `move-points`?'],
  ])('%j has nothing to play: exit code 2', async (words, reason) => {
    const { run } = await learner()
    expect(await run(...words)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(reason) })
  })

  withShell.each([60, 80])(
    'stands at each step on a terminal of %i columns, and a shell sees the same database',
    async (columns) => {
      const program = await learner()
      await program.run('test')
      const terminal = openKataTerminal(program, columns, 'replay')
      const first = await terminal.waitFor('BEGIN')
      expect(first).toContain('kata sh postgres')
      terminal.type('2')
      await terminal.waitFor('→ 1 row')
      await terminal.waitFor('B  begins')
      const lookFor = (sql: string) => program.run('sh', 'postgres', '--', '-Atc', sql)
      const waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'"
      expect((await lookFor(waiting)).stdout.trim()).toBe('1')
      // What A has changed is not committed.
      expect((await lookFor("SELECT points FROM accounts WHERE id = 'ada'")).stdout.trim()).toBe('100')
      terminal.type(keys.enter)
      await terminal.waitFor('4  B')
      expect((await lookFor(waiting)).stdout.trim()).toBe('2')
      terminal.type('c')
      await terminal.waitFor('The order breaks the constraint')
      expect(await terminal.ended).toBe(1)
    },
  )

  withShell('q ends it, nothing stays open, and the next run works', async () => {
    const program = await learner()
    await program.run('test')
    const terminal = openKataTerminal(program, 80, 'replay')
    await terminal.waitFor('BEGIN')
    terminal.type(keys.enter)
    await terminal.waitFor('2  A')
    terminal.type('q')
    await terminal.waitFor('rolled back')
    expect(await terminal.ended).toBe(0)
    const others = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"
    expect((await program.run('sh', 'postgres', '--', '-Atc', others)).stdout.trim()).toBe('0')
    expect((await program.run('test')).code).toBe(1)
  })

  onLinux('Ctrl-C ends it, too', async () => {
    const program = await learner()
    await program.run('test')
    const terminal = openKataTerminal(program, 80, 'replay')
    await terminal.waitFor('BEGIN')
    terminal.type(keys.ctrlC)
    expect(await terminal.ended).toBe(0)
  })
})
