import { expect, test } from 'vitest'
import { someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { imageForAnotherProcessor } from './image-for-another-processor.ts'

test('an image for another processor is replaced by one for that of the engine', () => {
  const images = [{ service: 'redis', image: 'redis:7.4.1-alpine', arch: 'x64' }] as const
  expect(imageForAnotherProcessor.find(someFacts({ engine: someEngine({ arch: 'arm64', images }) }))).toMatchObject([
    {
      name: 'redis',
      found: 'redis:7.4.1-alpine is for x64, and the engine is arm64',
      katas: ['cache-stampede'],
      mend: 'docker pull --platform linux/arm64 redis:7.4.1-alpine',
      fix: { kind: 'replace-image', image: 'redis:7.4.1-alpine' },
    },
  ])
})

test('one that was built here is built again', () => {
  const images = [{ service: 'redis', image: 'loadbearing/redis:7.0-bookworm', arch: 'arm64' }] as const
  const [finding] = imageForAnotherProcessor.find(someFacts({ engine: someEngine({ images }) }))
  expect(finding).toMatchObject({ mend: 'kata images build' })
  expect(finding).not.toHaveProperty('fix')
})

test('the same processor is well', () => {
  const images = [{ service: 'redis', image: 'redis:7.4.1-alpine', arch: 'x64' }] as const
  expect(imageForAnotherProcessor.find(someFacts({ engine: someEngine({ images }) }))).toEqual([])
})
