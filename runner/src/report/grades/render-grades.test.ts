import { describe, expect, test } from 'vitest'
import { someScreen } from '../../../test/support/some-screen.ts'
import { widestLine } from '../../../test/support/widest-line.ts'
import { type Grade, summariseGrades } from './grade.ts'
import { renderGrades, renderStanding } from './render-grades.ts'

const grades: readonly Grade[] = [
  { learner: 'ada', kata: 'lost-update', state: 'passed', durationMs: 900 },
  { learner: 'ben', kata: 'lost-update', state: 'failed', failedTest: 'Two credits both count', message: 'It is 150.' },
  { learner: 'cleo', kata: 'lost-update', state: 'did-not-compile', message: 'Expected a semicolon.\nline 2' },
  { learner: 'dan', kata: 'lost-update', state: 'missing' },
  { learner: 'eve', state: 'unreadable', message: 'it is no folder' },
  {
    learner: 'a-learner-with-a-name-that-is-long',
    kata: 'sum',
    state: 'undecided',
    message: 'Redis is gone.',
    tries: 2,
  },
]

describe('grades', () => {
  test('each has a line with its reason, and the sums tell the learner’s from the machine’s', () => {
    const text = renderGrades(grades, someScreen({ columns: 120 }), true)
    expect(text).toMatch(/ada +lost-update +passed\n/)
    expect(text).toMatch(/ben +lost-update +failed +Two credits both count\n/)
    expect(text).toMatch(/cleo +lost-update +did not compile +Expected a semicolon\.\n/)
    expect(text).toMatch(/eve +unreadable +it is no folder\n/)
    expect(text).toContain('6 learners: 1 passed, 2 not passed, 1 missing, 1 unreadable, 1 undecided')
    expect(text).not.toContain('Interrupted')
  })

  test.each([40, 60, 80])('they fit into %i columns', (columns) => {
    expect(widestLine(renderGrades(grades, someScreen({ columns }), false))).toBeLessThanOrEqual(columns)
  })

  test('what was interrupted says so', () => {
    expect(renderGrades(grades.slice(0, 1), someScreen(), false)).toContain('was not graded')
  })

  test('what was left on a server is told beside the reason', () => {
    const grade: Grade = { learner: 'ada', kata: 'sum', state: 'passed', left: ['role intruder'] }
    expect(renderGrades([grade], someScreen(), true)).toContain('left behind: role intruder')
  })

  test('the standing is one line', () => {
    expect(renderStanding({ learner: 'ada', kata: 'sum', state: 'timed-out' }, 3, 12)).toBe(
      '3 of 12 · ada · sum · timed out',
    )
  })

  test('every state is counted once', () => {
    const { learners, ...counts } = summariseGrades(grades)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(grades.length)
    expect(learners).toBe(6)
  })
})
