import { resolve } from 'node:path'

/** A course of a few tiny katas, for tests that must not depend on the real one. */
export const fixtureCourse = resolve(import.meta.dirname, '..', 'fixtures', 'course')

/** The root of the package under test. */
export const packageRoot = resolve(import.meta.dirname, '..', '..', '..')
