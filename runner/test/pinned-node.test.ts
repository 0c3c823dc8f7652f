import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProgram } from '../scripts/tools/run-program.ts'

const launcher = join(import.meta.dirname, '../bin/pinned-node.cjs')
const { isNewEnough } = createRequire(import.meta.url)(launcher) as { isNewEnough(version: string): boolean }

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadbearing-launcher-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function program(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

/** By the Node on PATH, as a person starts it: it may be an old one. */
function launch(...args: readonly string[]) {
  return runProgram('node', [launcher, ...args], { cwd: folder })
}

test.each([
  ['v20.20.2', false],
  ['v24.14.9', false],
  ['v24.15.0', true],
  ['v26.0.0', true],
])('Node %s is new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected)
})

test('a program runs on a new enough Node, with its arguments and its exit code', async () => {
  const text = 'console.log(process.version, process.argv.slice(2).join()); process.exitCode = 3'
  for (const name of ['sums.mjs', 'sums.ts']) {
    const { exitCode, output } = await launch(await program(name, text), '--a', 'b c')
    const [version = '', args] = output.trim().split(/ (.*)/)
    expect(isNewEnough(version)).toBe(true)
    expect(args).toBe('--a,b c')
    expect(exitCode).toBe(3)
  }
})

test.each([
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
] as const)('%s reaches the program, which decides how to end', async (signal) => {
  const text = `
    process.on('${signal}', () => { console.log('got it'); process.exit(7) })
    setInterval(() => {}, 1000)
    console.log('ready')
  `
  const child = spawn('node', [launcher, await program(`${signal}.ts`, text)], { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.setEncoding('utf8')
  let output = ''
  child.stdout.on('data', (piece: string) => {
    output += piece
    if (piece.includes('ready')) child.kill(signal)
  })
  const [exitCode] = await once(child, 'close')
  expect({ exitCode, output }).toEqual({ exitCode: 7, output: 'ready\ngot it\n' })
})

test('a program that a signal kills ends as shells report it', async () => {
  const { exitCode } = await launch(await program('killed.ts', `process.kill(process.pid, 'SIGKILL')`))
  expect(exitCode).toBe(128 + 9)
})

test('an old Node without the pinned one is told what to do', async () => {
  const { output: version } = await runProgram('node', ['--version'], { cwd: folder })
  const alone = join(folder, 'pinned-node.cjs')
  await copyFile(launcher, alone)
  const { exitCode, output } = await runProgram('node', [alone, alone], { cwd: folder })
  if (isNewEnough(version.trim())) return
  expect(exitCode).toBe(3)
  expect(output).toContain('without --omit=optional')
})
