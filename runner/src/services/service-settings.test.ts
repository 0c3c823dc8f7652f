import { expect, test } from 'vitest'
import { wishedImage } from './docker/service-images.ts'
import { readServiceSettings } from './service-settings.ts'

test('standbys are made from the image that is named for Postgres', () => {
  const settings = readServiceSettings({ KATA_POSTGRES_IMAGE: 'mirror.example/postgres:18' })
  expect(settings.images).toEqual({ postgres: 'mirror.example/postgres:18' })
  expect(wishedImage('postgres-replica', settings)).toBe('mirror.example/postgres:18')
  expect(wishedImage('postgres-replica', {})).toBe(wishedImage('postgres', {}))
})
