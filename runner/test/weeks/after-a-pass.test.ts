import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../support/fixture-course.ts'
import { SpawnedProgram } from '../support/spawned-program.ts'

const solution = join(packageRoot, 'runner/test/fixtures/weeks-course/katas/take-away/solution/take-away.ts')

/** Runs the starter, then each body, then the solution, and gives what the pass says. */
async function passAfter(...bodies: readonly string[]): Promise<string> {
  const program = new SpawnedProgram('weeks-course')
  await program.run('start', 'take-away')
  const file = join(program.workspace, 'take-away/take-away.ts')
  await program.run('test')
  for (const body of bodies) {
    writeFileSync(file, `export const takeAway = (left: number, right: number): number => ${body}\n`)
    expect((await program.run('test')).exitCode).toBe(1)
  }
  cpSync(solution, file)
  const { exitCode, stdout } = await program.run('test')
  expect(exitCode).toBe(0)
  return stdout.replace(/\s+/g, ' ')
}

test('a pass names the wrong solution as which an earlier run failed, and says when the kata comes back', async () => {
  const text = await passAfter('left + right', 'Math.abs(left - right)')
  expect(text).toContain('Run 2 failed the same way as adds-instead,')
  expect(text).toContain('Run 3 failed the same way as drops-the-sign,')
  expect(text).toMatch(/comes back for review in \d+ days\./)
})

test('where two wrong solutions fail alike, none is named', async () => {
  expect(await passAfter('Math.max(0, left - right)')).not.toContain('the same way')
})
