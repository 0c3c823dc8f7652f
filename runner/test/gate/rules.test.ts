import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GateReport } from '../../src/authoring/gate/report.ts'
import { rules, rulesFor } from '../../src/authoring/rules.ts'
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

function judge(name: string, cases: readonly BrokenCase[], args: readonly string[]): void {
  describe(name, () => {
    let course: FixtureCourse
    let report: GateReport
    beforeAll(async () => {
      course = await buildFixtureCourse([goodCase, ...cases])
      report = (await checkCourse(course.root, [...args, '--json'])).report
    }, 300_000)
    afterAll(() => course[Symbol.asyncDispose]())

    test('the good kata and its lesson break no rule', () => {
      expect(brokenRules(report, 'good')).toEqual([])
      expect(brokenRules(report, 'good-lesson')).toEqual([])
    })

    test.each(cases)('$rule is reported for the $subject that breaks it, and nothing else', ({ rule, subject }) => {
      expect(brokenRules(report, subject === 'kata' ? rule : `${rule}-lesson`)).toEqual([rule])
    })
  })
}

judge('rules on files', staticCases, ['--static'])
judge('rules on runs', runCases, [])
judge('rules on repeated runs', [repeatCase], ['--repeat', '4', '--seed', '7'])
judge('rules on servers', serverCases, [])

test('every rule on katas and lessons has a case that breaks it', () => {
  const cases = [...staticCases, ...runCases, repeatCase, ...serverCases].map(({ rule }) => rule)
  const expected = Object.keys(rules).filter((rule) => !rulesFor('course').some((id) => id === rule))
  expect(cases.toSorted()).toEqual(expected.toSorted())
})
