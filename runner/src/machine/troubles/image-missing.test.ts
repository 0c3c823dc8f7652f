import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { imageMissing } from './image-missing.ts'

const winner = { provider: 'docker', can: true, by: 'redis:7.4.1-alpine', mustPull: true } as const
const local = { provider: 'local', can: true, by: '/usr/bin/redis-server 7.0.15', mustPull: false } as const

test('an image that is the only way is downloaded, and its katas are counted', () => {
  expect(imageMissing.find(someFacts({ services: [{ service: 'redis', providers: [winner], winner }] }))).toEqual([
    {
      name: 'redis',
      state: 'note',
      found: 'redis:7.4.1-alpine, which has to be downloaded first',
      means: '1 kata needs this: cache-stampede. The first of them waits for it.',
      mend: 'kata prefetch',
      fix: { kind: 'download-image', image: 'redis:7.4.1-alpine', service: 'redis' },
    },
  ])
})

test('what another provider serves meanwhile is not downloaded unasked', () => {
  const [finding] = imageMissing.find(
    someFacts({ services: [{ service: 'redis', providers: [winner, local], winner }] }),
  )
  expect(finding).toMatchObject({ means: 'Until then local serves: /usr/bin/redis-server 7.0.15.' })
  expect(finding).not.toHaveProperty('fix')
})

test('what no kata needs is not downloaded either', () => {
  const katas = { ...someFacts().katas, redis: [] }
  const [finding] = imageMissing.find(
    someFacts({ services: [{ service: 'redis', providers: [winner], winner }], katas }),
  )
  expect(finding).toMatchObject({ state: 'note', means: 'No kata of today needs it.' })
  expect(finding).not.toHaveProperty('fix')
})
