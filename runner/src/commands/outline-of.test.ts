import { expect, test } from 'vitest'
import { passedVerdict } from '../../test/support/some-verdict.ts'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import { loadProgress } from '../workspace/progress-log.ts'
import { recordRun } from '../workspace/record-run.ts'
import { outlineOf } from './outline-of.ts'

async function outline(filter: Parameters<typeof outlineOf>[2]) {
  const { workspace, course, kata } = await temporaryWorkspace()
  recordRun(workspace, kata, passedVerdict)
  const { chapters } = outlineOf(course, deriveProgress(loadProgress(workspace).events), filter)
  return chapters.map(({ slug, lessons }) => [
    slug,
    ...lessons.flatMap(({ katas }) => katas.map((kata) => `${kata.slug} ${kata.state}`)),
  ])
}

test('every chapter is there, also one that is coming', async () => {
  const chapters = await outline({})
  expect(chapters[0]?.slice(0, 3)).toEqual(['basics', 'add-up passed', 'keep-order new'])
  expect(chapters.at(-1)).toEqual(['later'])
})

test('filters leave only the katas that fit, and drop what is empty then', async () => {
  expect((await outline({ isTodo: true })).flat()).not.toContain('add-up passed')
  expect(await outline({ service: 'redis' })).toEqual([['basics', 'keep-order new']])
  expect(await outline({ service: 'kafka' })).toEqual([])
  expect(await outline({ only: 'later' })).toEqual([['later']])
})
