import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SpawnedProgram } from '../support/spawned-program.ts'

function withPrediction(option: string, changes: Readonly<Record<string, string>> = {}): SpawnedProgram {
  const program = new SpawnedProgram('weeks-course', changes)
  const answer = {
    kind: 'prediction',
    lesson: 'adding',
    question: 'How many is one and one?',
    option,
    isCorrect: false,
  }
  const event = { id: '1', at: '2026-01-01T10:00:00.000Z', ...answer }
  appendFileSync(join(program.workspace, 'progress.jsonl'), `${JSON.stringify(event)}\n`)
  return program
}

test('after the demo, at the end of the lesson and in progress, a prediction stands beside what it was', async () => {
  const program = withPrediction('Eleven. They stand side by side.')
  const sentence = 'You said "Eleven", it was "Two".'
  expect((await program.run('demo', 'adding')).stdout).toContain(sentence)
  expect((await program.run('read', 'adding')).stdout).toContain(sentence)
  expect((await program.run('progress')).stdout).toContain('adding: you said "Eleven", it was "Two".')
  const { predictions } = JSON.parse((await program.run('demo', 'adding', '--json')).stdout)
  expect(predictions).toMatchObject([{ said: 'Eleven', was: 'Two', isRight: false }])
})

test('where the demo does not bear the lesson out, nobody is told that it was so', async () => {
  const program = withPrediction('Eleven. They stand side by side.', { FIXTURE_SUM: '3' })
  const { stdout, exitCode } = await program.run('demo', 'adding')
  expect(exitCode).toBe(1)
  expect(stdout).toContain('Not every claim holds here')
  expect(stdout).not.toContain('it was "Two"')
})

test('a demo tells nothing to someone who has not predicted', async () => {
  const { stdout } = await new SpawnedProgram('weeks-course').run('demo', 'adding')
  expect(stdout).not.toContain('Two')
})
