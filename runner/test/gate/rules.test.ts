import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GateReport } from '../../src/authoring/gate/report.ts'
import { rules } from '../../src/authoring/rules.ts'
import {
  type BrokenCase,
  goodCase,
  repeatCase,
  runCases,
  serverCases,
  staticCases,
} from '../fixtures/gate/broken-cases.ts'
import { useTemporaryHome } from '../services/temporary-home.ts'
import { buildFixtureCourse, type FixtureCourse } from './build-fixture-course.ts'
import { brokenRules, checkCourse } from './check-course.ts'

useTemporaryHome()

/** What the case breaks: its kata, or that kata's lesson. */
function slugOf({ rule, subject }: BrokenCase): string {
  return subject === 'kata' ? rule : `${rule}-lesson`
}

function judge(name: string, cases: readonly BrokenCase[], args: readonly string[]): void {
  describe(name, () => {
    let course: FixtureCourse
    let report: GateReport
    beforeAll(async () => {
      course = await buildFixtureCourse([goodCase, ...cases])
      const names = cases.map(slugOf)
      report = (await checkCourse(course.root, ['good', 'good-lesson', ...names, ...args, '--json'])).report
    }, 300_000)
    afterAll(() => course[Symbol.asyncDispose]())

    test('the good kata and its lesson break no rule', () => {
      expect(brokenRules(report, 'good')).toEqual([])
      expect(brokenRules(report, 'good-lesson')).toEqual([])
    })

    test.each(cases)('$rule is reported for the $subject that breaks it, and nothing else', (one) => {
      expect(brokenRules(report, slugOf(one))).toEqual([one.rule])
    })
  })
}

judge('rules on files', staticCases, ['--static'])
judge('rules on runs', [...runCases, ...serverCases], [])
judge('rules on repeated runs', [repeatCase], ['--repeat', '2', '--seed', '7'])

test('every rule on katas and lessons has a case that breaks it', () => {
  const cases = [...staticCases, ...runCases, repeatCase, ...serverCases].map(({ rule }) => rule)
  const expected = Object.entries(rules).filter(([, { subjects }]) => subjects.join() !== 'course')
  expect(cases.toSorted()).toEqual(expected.map(([rule]) => rule).toSorted())
})
