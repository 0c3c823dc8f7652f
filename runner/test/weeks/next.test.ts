import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keys, openKataTerminal } from '../support/kata-terminal.ts'
import { ownKata } from '../support/own-kata.ts'
import { SpawnedProgram } from '../support/spawned-program.ts'

test('next names the lesson, then its kata, and starts nothing by itself', async () => {
  const program = new SpawnedProgram('weeks-course')
  const first = await program.run('next')
  expect(first).toMatchObject({ exitCode: 0, stderr: '' })
  expect(first.stdout).toContain('kata read adding')
  await program.run('read', 'adding')
  const second = await program.run('next')
  expect(second.stdout).toContain('Begin add-up  5 min')
  expect(second.stdout).toContain('Because')
  expect(existsSync(join(program.workspace, 'add-up'))).toBe(false)
  expect((await program.run('next', '--start')).stdout).toContain('the file to edit')
  expect(existsSync(join(program.workspace, 'add-up/add-up.ts'))).toBe(true)
  expect(JSON.parse((await program.run('next', '--json')).stdout)).toMatchObject({
    kind: 'go-on',
    kata: 'add-up',
    command: 'kata watch add-up',
    due: [],
  })
})

test.each(['0', '-5', 'x', '1.5'])('--minutes %s is wrong usage', async (minutes) => {
  const { exitCode, stderr, stdout } = await new SpawnedProgram('weeks-course').run('next', `--minutes=${minutes}`)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('a whole number of minutes')
})

test.runIf(process.platform === 'linux')('on a terminal it asks, and n leaves everything as it is', async () => {
  const program = ownKata()
  const terminal = openKataTerminal(program, 60, 'next')
  await terminal.waitFor('Begin now?')
  terminal.type(`n${keys.enter}`)
  expect(await terminal.ended).toBe(0)
  expect(existsSync(join(program.workspace, 'progress.jsonl'))).toBe(false)
})
