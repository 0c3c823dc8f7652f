import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildCourse } from '../../test/support/fixture-course.ts'
import { findBuild } from './find-by-name.ts'
import type { Kata } from './kata.ts'
import { loadCourse } from './load-course.ts'
import { placeStages } from './place-stages.ts'

const course = await loadCourse(buildCourse)
const slugs = ['desk-counts', 'desk-shares', 'desk-falls']

function stage(slug: string): Kata {
  const kata = course.katas.get(slug)
  if (kata === undefined) throw new RangeError(slug)
  return kata
}

test('stages know their place, and a later one begins with the reference of the one before', () => {
  expect([...course.builds.values()].map((build) => [build.slug, build.stages.map((each) => each.slug)])).toEqual([
    ['desk', slugs],
  ])
  expect(stage('desk-falls').stage).toMatchObject({ build: 'desk', number: 3 })
  expect(stage('desk-counts').starterFile).toBe(join(buildCourse, 'katas/desk-counts/desk.ts'))
  expect(stage('desk-falls').starterFile).toBe(join(buildCourse, 'katas/desk-shares/solution/desk.ts'))
  expect(stage('after-desk').stage).toBeUndefined()
})

test('a build is found by its name, its beginning, or what the names of its stages begin with', () => {
  for (const name of ['desk', 'de', 'desk-']) expect(findBuild(course, name)?.slug, name).toBe('desk')
  for (const name of ['desk-c', 'desk-counts', 'after', 'nobody', ''])
    expect(findBuild(course, name), name).toBeUndefined()
})

test('stages with another file, or a build with the name of a kata, are faults of the course', () => {
  const [first, second] = [stage('desk-counts'), stage('desk-shares')]
  expect(() => placeStages([first, { ...second, starterName: 'other.ts' }])).toThrow('expected desk.ts')
  expect(() => placeStages([first, { ...stage('after-desk'), slug: 'desk' }])).toThrow('a name that no kata has')
})
