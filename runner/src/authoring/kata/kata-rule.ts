import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/** Judges one rule of one kata by its files alone. */
export type KataRule = (kata: KataSources, course: CourseSources) => Unruled[]
