import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { goodCase } from '../fixtures/gate/broken-cases.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { buildFixtureCourse } from './build-fixture-course.ts'

test('--watch judges again after a change, until it is interrupted', async () => {
  const course = await buildFixtureCourse([goodCase])
  onTestFinished(() => course[Symbol.asyncDispose]())
  const program = join(packageRoot, 'runner', 'bin', 'kata.cjs')
  const child = spawn(process.execPath, [program, 'dev', 'check', 'good', '--static', '--watch'], {
    env: { ...process.env, KATA_COURSE: course.root, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  const said = (words: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => void (output.includes(words) && resolve())
      child.stdout.on('data', look)
      look()
    })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })

  await said('The gate is passed.')
  const starter = join(course.root, 'katas/good/good.ts')
  await writeFile(starter, (await readFile(starter, 'utf8')).replace('TODO: this', 'This'))
  await said('✗ starter-todo')
  await said('1 problem.')
  const ended = new Promise((resolve) => child.on('close', resolve))
  child.kill('SIGTERM')
  await ended
  expect(output.match(/problem|passed/g)).toHaveLength(2)
})
