import { readFileSync } from 'node:fs'
import type { Course } from '../../course/course.ts'
import type { Kata } from '../../course/kata.ts'
import { contentHash } from '../content-hash.ts'
import type { KataProgress, Progress } from '../derive-progress.ts'

/** Whether the test changed since it judged the last pass. What was never passed can not become stale. */
export function isStale(kata: Kata, done: KataProgress | undefined): boolean {
  if (!done?.passedTestHash) return false
  return contentHash(readFileSync(kata.testFile, 'utf8')) !== done.passedTestHash
}

/** As `isStale`, by name. What a kata that the course no longer has once showed stays as it is. */
export function isStaleKata(course: Course, progress: Progress, slug: string): boolean {
  const kata = course.katas.get(slug)
  return kata !== undefined && isStale(kata, progress.katas.get(slug))
}
