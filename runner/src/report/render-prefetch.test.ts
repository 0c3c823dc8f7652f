import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { renderPrefetch } from './render-prefetch.ts'

const redis = { service: 'redis', image: 'redis:7.4.1-alpine', state: 'here', sizeBytes: 41e6 } as const
const received = { receivedBytes: 12e6, totalBytes: 110e6, uncountedLayers: 1 }
const postgres = { service: 'postgres', image: 'postgres:18.1-alpine', state: 'interrupted', received } as const
const kafka = { service: 'kafka', image: 'apache/kafka:4.1.0', state: 'waiting' } as const

test('images that are here have their size on disk', () => {
  const downloaded = { ...postgres, state: 'downloaded', sizeBytes: 279e6 } as const
  expect(renderPrefetch({ images: [downloaded, redis] }, someScreen())).toBe(
    'postgres  postgres:18.1-alpine  279 MB, downloaded\n' + 'redis     redis:7.4.1-alpine    41 MB, already here\n',
  )
})

test('an interruption tells how far it came, and what goes on', () => {
  expect(renderPrefetch({ images: [redis, postgres, kafka], keepsLayers: false }, someScreen())).toBe(`\
redis     redis:7.4.1-alpine    41 MB, already here
postgres  postgres:18.1-alpine  interrupted after 12 MB of 110 MB+
kafka     apache/kafka:4.1.0    not begun

Images that are here stay. kata prefetch downloads the others. The one under way
begins anew: this engine keeps whole images only.
`)
})

test.each([
  [true, /What came of the one under way stays, too\. $/],
  [undefined, /downloads the others\. $/],
])('of an engine that keeps layers (%s) it promises no more than that', (keepsLayers, end) => {
  const result = renderPrefetch({ images: [postgres], ...(keepsLayers ? { keepsLayers } : {}) }, someScreen())
  expect(result.replaceAll(/\s+/g, ' ')).toMatch(end)
})

test('a failure has its reason', () => {
  const error = { message: 'redis:7.4.1-alpine could not be pulled: toomanyrequests' }
  expect(renderPrefetch({ images: [{ ...redis, state: 'failed', error }] }, someScreen())).toContain(
    `failed: ${error.message}`,
  )
})
