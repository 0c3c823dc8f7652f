import { readFileSync } from 'node:fs'
import type { Kata } from '../course/kata.ts'

/** What is run: one kata, with the learner's files or with a staged variant of them. */
export interface RunTarget {
  readonly kata: RunnableKata
  /** Absolute path of the folder that holds the learner's file. */
  readonly folder: string
  /** Text of the course's own test, which judges whatever lies in the folder. */
  readonly pristineTest: string
  /** Of a stage of a build: the tests of the stages before it, in order, which judge first. */
  readonly earlier?: readonly EarlierTest[]
}

/** The test of an earlier stage, which the code has to pass still. */
export interface EarlierTest {
  readonly slug: string
  readonly testName: string
  readonly timeoutSeconds: number
  readonly pristineTest: string
}

/** What a run has to know of a kata. */
export type RunnableKata = Pick<Kata, 'slug' | 'starterName' | 'testName' | 'services' | 'timeoutSeconds' | 'stage'>

/** A kata whose files lie in `folder`, with the tests of the course that judge it. */
export function targetAt(folder: string, kata: Kata): RunTarget {
  const { stage } = kata
  const earlier = (stage?.stages ?? []).slice(0, (stage?.number ?? 1) - 1)
  const read = (file: string): string => readFileSync(file, 'utf8')
  return {
    ...{ kata, folder, pristineTest: read(kata.testFile) },
    ...(stage === undefined
      ? {}
      : {
          earlier: earlier.map(({ slug, testName, testFile, timeoutSeconds }) => ({
            ...{ slug, testName, timeoutSeconds, pristineTest: read(testFile) },
          })),
        }),
  }
}
