import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../scripts/tools/run-program.ts'

// The package as somebody has it who installs it: packed, installed into an empty folder, run from built JavaScript.
const root = join(import.meta.dirname, '../..')
const kata = 'lost-update'

let folder: string
let project: string
let installed: string
let env: NodeJS.ProcessEnv

async function run(program: string, ...args: readonly string[]) {
  return runProgram(program, args, { cwd: project, env })
}

async function expectSuccess(program: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, output } = await run(program, ...args)
  expect(exitCode, output).toBe(0)
  return output
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadbearing-package-'))
  project = join(folder, 'project')
  installed = join(project, 'node_modules/loadbearing')
  await mkdir(project)
  env = { ...process.env, KATA_HOME: join(folder, 'home'), CI: '', NO_COLOR: '1' }
  const packed = await runProgram('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, env })
  expect(packed.exitCode, packed.output).toBe(0)
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  const tarball = join(folder, packed.output.trim().split('\n').at(-1) ?? '')
  await expectSuccess('npm', 'install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', tarball)
}, 300_000)

afterAll(async () => {
  await run('npx', 'kata', 'services', 'stop')
  await rm(folder, { recursive: true, force: true })
}, 60_000)

describe('the packed package', () => {
  test('carries built code, lessons and katas, and no sources of the runner', async () => {
    const files = await readdir(installed, { recursive: true })
    expect(files).toContain('runner/dist/main.js')
    expect(files).toContain('runner/dist/kit/index.d.ts')
    expect(files).toContain('lessons/curriculum.json')
    expect(files).toContain(`katas/${kata}/${kata}.test.ts`)
    expect(files.filter((file) => /^runner\/(src|test|scripts|bench)\b/.test(file))).toEqual([])
    expect(files.filter((file) => /\.test\.(js|d\.ts)$/.test(file))).toEqual([])
  })

  test('carries the messages of wrong solutions and not their code', async () => {
    const wrong = await readdir(join(installed, 'katas', kata, 'wrong'))
    expect(wrong).toEqual(['messages.snap'])
  })

  test('brings the built site, which is served with the progress of its reader', async () => {
    const program = spawn('npx', ['kata', 'site', '--json'], { cwd: project, env, detached: true })
    const { url } = JSON.parse(String(await new Promise((done) => program.stdout.once('data', done))))
    const pages = await Promise.all(['', 'progress/'].map(async (path) => (await fetch(`${url}${path}`)).text()))
    process.kill(-(program.pid ?? 0), 'SIGINT')
    await once(program, 'exit')
    expect(pages[0]).toContain('<h1>')
    expect(pages[1]).toMatch(/0 of \d+ katas passed/)
  })

  test('makes a workspace and lists the course', async () => {
    await expectSuccess('npx', 'kata', 'init')
    expect(await expectSuccess('npx', 'kata', 'list')).toContain(kata)
  })

  test('starts with node and the path of its bin', async () => {
    const output = await expectSuccess('node', join(installed, 'runner/bin/kata.cjs'), 'list', '--json')
    expect(JSON.stringify(JSON.parse(output))).toContain(kata)
  })

  test('judges the starter as failed and the solution as passed', async () => {
    await expectSuccess('npx', 'kata', 'start', kata)
    const starter = await run('npx', 'kata', 'test', kata)
    expect(starter.exitCode, starter.output).toBe(1)
    await cp(join(installed, `katas/${kata}/solution/${kata}.ts`), join(project, kata, `${kata}.ts`))
    await expectSuccess('npx', 'kata', 'test', kata)
    expect(await expectSuccess('npx', 'kata', 'ledger')).toMatch(/\S/)
  }, 120_000)

  test('runs the demo of a lesson, which is TypeScript below node_modules', async () => {
    await expectSuccess('npx', 'kata', 'demo', 'transactions-and-isolation')
  }, 120_000)

  test('gives an editor the types of the kit', async () => {
    const config = JSON.parse(await readFile(join(project, 'tsconfig.json'), 'utf8'))
    expect(config.compilerOptions.strict).toBe(true)
    await expectSuccess('node', join(project, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', '.')
  })
})
