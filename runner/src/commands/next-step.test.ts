import { expect, test } from 'vitest'
import { failedVerdict, passedVerdict } from '../../test/support/some-verdict.ts'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import { findKata } from '../course/find-by-name.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import { loadProgress } from '../workspace/progress-log.ts'
import { recordRun } from '../workspace/record-run.ts'
import { startKata } from '../workspace/start-kata.ts'
import { findNextStep } from './next-step.ts'

test('the learner begins with the first kata and its lesson, and goes on where they stopped', async () => {
  const { workspace, course, kata } = await temporaryWorkspace()
  const step = () => findNextStep(course, deriveProgress(loadProgress(workspace).events))
  expect(step()).toMatchObject({ kind: 'begin', kata: { slug: 'add-up' }, lesson: { slug: 'counting' } })
  const second = findKata(course, 'keep-order')
  startKata(workspace, second)
  expect(step()).toMatchObject({ kind: 'go-on', kata: { slug: 'keep-order' } })
  recordRun(workspace, kata, failedVerdict)
  expect(step()).toMatchObject({ kind: 'go-on', kata: { slug: 'add-up' } })
  recordRun(workspace, kata, passedVerdict)
  expect(step()).toMatchObject({ kind: 'go-on', kata: { slug: 'keep-order' } })
})

test('a learner who has passed everything is at the end', async () => {
  const { workspace, course } = await temporaryWorkspace()
  for (const kata of course.katas.values()) recordRun(workspace, kata, passedVerdict)
  expect(findNextStep(course, deriveProgress(loadProgress(workspace).events))).toEqual({ kind: 'finished' })
})
