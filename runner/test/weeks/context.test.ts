import { expect, test } from 'vitest'
import { SpawnedProgram } from '../support/spawned-program.ts'

test('context prints what the learner sees as JSON, with and without --json', async () => {
  const program = new SpawnedProgram('weeks-course')
  await program.run('start', 'take-away')
  await program.run('test')
  await program.run('hint')
  const { stdout, stderr, exitCode } = await program.run('context', '--json')
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  expect(JSON.parse(stdout)).toMatchObject({
    kata: 'take-away',
    lastRun: {
      state: 'failed',
      isOfThisFile: true,
      message: 'One without three was 1 (expected -2).',
      tests: [{}, { evidence: [{ label: 'what is left', value: 1 }] }],
    },
    hints: { shown: [{ heading: 'Which way?', text: 'Below zero it goes on.' }], left: 1 },
  })
  expect(stdout).not.toContain('left - right')
  expect((await program.run('context')).stdout).toBe(stdout)
})

test('without a kata in work it has to be named', async () => {
  const { exitCode, stdout, stderr } = await new SpawnedProgram('weeks-course').run('context')
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('KATA_NOT_NAMED')
})
