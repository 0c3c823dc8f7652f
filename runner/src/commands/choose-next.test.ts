import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../test/support/fixture-course.ts'
import { type DatedEvent, firstDay, someEvents, someRun } from '../../test/support/some-events.ts'
import { loadCourse } from '../course/load-course.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import { chooseNext } from './choose-next.ts'
import { findNextCandidates, isUnread } from './find-next-candidates.ts'
import { planReviews } from './plan-reviews.ts'

const course = await loadCourse(join(packageRoot, 'runner/test/fixtures/weeks-course'))
const minutesOf = new Map([
  ['adding', 4],
  ['taking-away', 6],
  ['keeping', 5],
])

interface Asked {
  readonly minutes?: number
  readonly missing?: readonly string[]
  /** Days after the first event. */
  readonly onDay?: number
}

async function next(events: readonly DatedEvent[], { minutes, missing = [], onDay = 0 }: Asked = {}) {
  const happened = someEvents(...events)
  const progress = deriveProgress(happened)
  const now = new Date(Date.parse(firstDay) + onDay * 86_400_000)
  const plan = await planReviews(course, happened, now)
  const unread = [...course.lessons.values()].filter((lesson) => isUnread(lesson, progress))
  const lessonMinutes = new Map(unread.map(({ slug }) => [slug, minutesOf.get(slug) ?? 0]))
  const candidates = findNextCandidates({ course, progress, plan, lessonMinutes, now })
  return chooseNext(candidates, { progress, missing: new Set(missing), minutes, due: plan.due.map(({ kata }) => kata) })
}

const read = (lesson: string): DatedEvent => [0, { kind: 'read', lesson }]
const started = (kata: string): DatedEvent => [0, { kind: 'started', kata }]
const passed = (kata: string, day = 0): DatedEvent => [day, someRun('passed', { kata })]
const sums = [passed('add-up'), passed('take-away'), passed('settle-up')]

test('a new learner begins with the first lesson, and after it with its kata', async () => {
  expect(await next([])).toMatchObject({
    kind: 'read',
    lesson: 'adding',
    minutes: 4,
    because: ["Because it is the next lesson in the course's order, and leads to the kata add-up."],
    command: 'kata read adding',
  })
  expect(await next([read('adding')])).toMatchObject({ kind: 'begin', kata: 'add-up', command: 'kata start add-up' })
})

test('a lesson whose question was answered, or whose kata was begun, has been read', async () => {
  const answer = { kind: 'prediction', lesson: 'adding', question: '?', option: 'Two', isCorrect: true } as const
  expect(await next([[0, answer]])).toMatchObject({ kata: 'add-up' })
  expect(await next([started('add-up')])).toMatchObject({ kind: 'go-on', kata: 'add-up' })
})

test('what is begun comes first, and its last failure is named', async () => {
  const failed: DatedEvent = [0, someRun('failed', { kata: 'take-away', failedTest: 'A difference keeps its sign' })]
  const { because, ...rest } = await next([passed('add-up'), failed], { onDay: 100 })
  expect(rest).toMatchObject({ kind: 'go-on', kata: 'take-away', command: 'kata watch take-away', due: ['add-up'] })
  expect(because.join(' ')).toContain('this was still broken: "A difference keeps its sign"')
  expect(because.join(' ')).toContain('add-up is due for review')
})

test('a due review comes before new things, and one a day is enough', async () => {
  expect(await next([passed('add-up')], { onDay: 30 })).toMatchObject({
    kind: 'review',
    kata: 'add-up',
    because: ['Because you passed it on 2026-01-01 at once, and it is due for review since 22 days.'],
  })
  const reviewed: DatedEvent[] = [
    passed('add-up'),
    passed('take-away'),
    [30, { kind: 'review', kata: 'add-up' }],
    passed('add-up', 30),
  ]
  expect(await next(reviewed, { onDay: 30.2 })).toMatchObject({ kind: 'begin', kata: 'settle-up', due: ['take-away'] })
  expect(await next(reviewed, { onDay: 31 })).toMatchObject({ kind: 'review', kata: 'take-away' })
})

test('the boss closes its chapter, after everything else of it', async () => {
  const { kind, kata, because } = await next([passed('add-up'), passed('take-away')])
  expect({ kind, kata, because }).toEqual({
    kind: 'begin',
    kata: 'settle-up',
    because: ['Because it closes the chapter sums.'],
  })
})

test('what the machine can not run is passed over, and it is said', async () => {
  const { kata, because } = await next([...sums, read('keeping')], { missing: ['redis'] })
  expect(kata).toBe('send-it')
  expect(because[1]).toBe(
    "keep-it would come first and needs redis, which this machine can't have yet: see `kata doctor`.",
  )
})

test('what takes longer than there is time is passed over, and it is said', async () => {
  const { kind, lesson, because } = await next([read('adding')], { minutes: 4 })
  expect(kind).toBe('nothing-fits')
  expect(lesson).toBeUndefined()
  expect(because).toEqual(['add-up is the shortest there is now and takes 5 minutes.'])
  const fitting = await next([read('adding'), passed('add-up'), read('taking-away')], { minutes: 9 })
  expect(fitting).toMatchObject({ kind: 'read', lesson: 'keeping' })
  expect(fitting.because.slice(1)).toEqual([
    'take-away would come first and takes 10 minutes.',
    'settle-up would come first and takes 15 minutes.',
  ])
})

test('a kata that builds on another one waits for it', async () => {
  const katas = new Map(course.katas)
  const second = katas.get('take-away')
  if (second) katas.set('take-away', { ...second, prerequisites: ['add-up'] })
  const progress = deriveProgress([])
  const standing = {
    course: { ...course, katas },
    progress,
    plan: { due: [], later: [] },
    lessonMinutes: new Map(),
    now: new Date(),
  }
  expect(findNextCandidates(standing).flatMap((it) => ('kata' in it ? it.kata.slug : []))).not.toContain('take-away')
})

test('at the end there is nothing left', async () => {
  const all = [...sums, passed('keep-it'), passed('send-it')]
  expect(await next(all)).toMatchObject({ kind: 'finished', due: [] })
})
