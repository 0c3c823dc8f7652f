import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keys, openKataTerminal } from './support/kata-terminal.ts'
import { ownKata } from './support/own-kata.ts'
import { widestLine } from './support/widest-line.ts'

const onLinux = test.runIf(process.platform === 'linux')

onLinux.each([60, 80, 120])('the first visit asks two questions, in %i columns', async (columns) => {
  const program = ownKata()
  const terminal = openKataTerminal(program, columns)
  const welcome = await terminal.waitFor('Enter for the first kata')
  expect(welcome).toContain('This machine')
  terminal.type(keys.enter)
  const kata = await terminal.waitFor('Leave')
  expect(kata).toContain('A sum holds both numbers')
  // A prompt is drawn over itself, so that its line in the raw output is longer than on the screen.
  const lines = (welcome + kata).split('\n').filter((line) => !/Enter for|What now/.test(line))
  expect(widestLine(lines.join('\n'))).toBeLessThanOrEqual(columns)
  terminal.type(`${keys.down}${keys.down}${keys.enter}`)
  expect(await terminal.ended).toBe(0)
})

onLinux('Ctrl-C in a prompt ends quietly with 130', async () => {
  const terminal = openKataTerminal(ownKata(), 80)
  await terminal.waitFor('Enter for the first kata')
  terminal.type(keys.ctrlC)
  expect(await terminal.ended).toBe(130)
})

onLinux('a prediction is asked, recorded, and shown back the next time', async () => {
  const program = ownKata()
  const terminal = openKataTerminal(program, 80, 'read', 'counting')
  await terminal.waitFor('Enter to read on')
  terminal.type(keys.enter)
  await terminal.waitFor('Eleven')
  terminal.type(`${keys.down}${keys.enter}`)
  await terminal.waitFor('Eleven (your prediction)')
  await terminal.waitFor('Enter to read on')
  terminal.type(`q${keys.enter}`)
  expect(await terminal.ended).toBe(0)
  const [event] = readFileSync(join(program.workspace, 'progress.jsonl'), 'utf8').trim().split('\n')
  expect(JSON.parse(event ?? '')).toMatchObject({
    kind: 'prediction',
    lesson: 'counting',
    option: 'Eleven',
    isCorrect: false,
  })
  expect((await program.run('read', 'counting')).stdout).toContain('Eleven (your earlier prediction)')
})

onLinux('the menu offers to go on, and only commands that exist', async () => {
  const program = ownKata()
  await program.run('start', 'add-up')
  const terminal = openKataTerminal(program, 80)
  const menu = await terminal.waitFor('Leave')
  expect(menu).toContain('You stopped at add-up')
  expect(menu).toContain('Go on with add-up')
  expect(menu).toContain('Ledger')
  terminal.type(keys.ctrlC)
  expect(await terminal.ended).toBe(130)
})

onLinux('a reset on a terminal is asked for, and Enter means no', async () => {
  const program = ownKata()
  await program.run('start', 'add-up')
  const terminal = openKataTerminal(program, 80, 'reset', 'add-up')
  await terminal.waitFor('Put the starter of add-up back?')
  terminal.type(keys.enter)
  expect(await terminal.ended).toBe(0)
})
