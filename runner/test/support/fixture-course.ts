import { resolve } from 'node:path'

/** A course of a few tiny katas, for tests that must not depend on the real one. */
export const fixtureCourse = resolve(import.meta.dirname, '..', 'fixtures', 'course')

/** The root of the package under test. */
export const packageRoot = resolve(import.meta.dirname, '..', '..', '..')

/** A course with a build of three tiny stages, and a kata after it. */
export const buildCourse = resolve(import.meta.dirname, '..', 'fixtures', 'build-course')
