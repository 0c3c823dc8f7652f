import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CourseError } from '../errors.ts'
import { fetchParts } from './fetch-parts.ts'
import { kafkaRecipe } from './kafka-recipe.ts'
import type { Recipe } from './recipe.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-parts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const plain: Recipe = {
  service: 'redis',
  packages: ['redis-server'],
  versionOf: { package: 'redis-server' },
  changes: [],
}
const fetching: Recipe = {
  ...plain,
  service: 'postgres',
  fetch: async (to) => writeFileSync(join(to, 'part'), ''),
}
const failing: Recipe = {
  ...plain,
  service: 'kafka',
  fetch: () => Promise.reject(new CourseError('IMAGE_NOT_BUILT', { message: 'no registry', hint: 'get one' })),
}
const options = { onProgress: () => undefined }

test('what is fetched lies in a folder of its own', async () => {
  const { fetched } = await fetchParts([plain, fetching], folder, options)
  expect(fetched.map(({ fetchedFolder }) => readdirSync(fetchedFolder))).toEqual([[], ['part']])
})

test('an image whose parts can not be had is left out with the reason, and the others are made', async () => {
  const { fetched, leftOut } = await fetchParts([failing, plain], folder, options)
  expect(fetched.map(({ recipe }) => recipe.service)).toEqual(['redis'])
  expect(leftOut).toEqual([{ service: 'kafka', reason: 'no registry', hint: 'get one' }])
})

test('without mvn the reason says what to install', async () => {
  const path = process.env['PATH']
  process.env['PATH'] = ''
  const { leftOut } = await fetchParts([kafkaRecipe], folder, options).finally(() => {
    process.env['PATH'] = path
  })
  expect(leftOut).toMatchObject([{ hint: 'apt-get install --no-install-recommends maven' }])
})
