import type { Unruled } from '../problem.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'
import { demoFile } from './lesson-blocks.ts'
import type { DemoResult } from './run-demo.ts'

/** A demo block of a lesson, with what came of running the demo. */
export interface RanDemo {
  readonly name: string
  readonly line: number
  /** The recorded body of the block. */
  readonly recorded: string
  readonly result: DemoResult
}

/** The demo runs and every claim it states holds. */
export function checkDemoClaims(lesson: LessonSources, demos: readonly RanDemo[]): Unruled[] {
  return demos.flatMap(({ name, result }) => {
    const file = demoFile(lesson, name)
    if (result.state === 'undecided') return []
    if (result.state === 'failed')
      return [{ file, expected: 'a demo that runs', got: result.message, fix: 'Correct the demo.' }]
    if (result.claims.length === 0) {
      const fix = 'State what the lesson says about the table, as a function of `measured`.'
      return [{ file, expected: 'at least one claim', got: 'none', fix }]
    }
    const broken = result.claims.filter(({ holds }) => !holds)
    return broken.map(({ sentence }) => ({
      file,
      expected: sentence,
      got: `another table:\n${result.table}`,
      fix: 'Run `kata demo` a few times: correct the demo, or claim less, and correct the lesson with it.',
    }))
  })
}

/** The recorded table has the columns and rows that the demo prints. Its numbers may differ: the claims judge those. */
export function checkDemoRecorded(lesson: LessonSources, demos: readonly RanDemo[]): Unruled[] {
  return demos.flatMap(({ line, recorded, result }) => {
    if (result.state !== 'ran') return []
    const labels = [...result.columns, ...result.rows.map(([first]) => String(first ?? ''))]
    const missing = labels.filter((label) => !recorded.includes(label))
    if (missing.length === 0) return []
    const got = recorded === '' ? 'an empty block' : `no ${missing.join(', ')}`
    const fix = `Record it with \`kata dev check ${lesson.slug} --write\`, then read the text around it again.`
    return [{ file: lesson.file, line, expected: `the table that the demo prints: ${labels.join(', ')}`, got, fix }]
  })
}
