import { expect, test } from 'vitest'
import { servedBy, someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { engineWithoutProxy } from './engine-without-proxy.ts'

const proxy = { variables: ['HTTPS_PROXY'], isLoopbackExempt: true, noProxy: 'localhost', isUsedByNode: false }
const winner = { provider: 'docker', can: true, by: 'redis:7.4.1-alpine', mustPull: true } as const
const toDownload = [{ service: 'redis', providers: [winner], winner }] as const

test('a proxy of the shell alone is told where images have to be downloaded', () => {
  expect(engineWithoutProxy.find(someFacts({ engine: someEngine(), proxy, services: toDownload }))).toMatchObject([
    {
      state: 'note',
      found: 'HTTPS_PROXY set here, and no proxy in the engine, which downloads the images',
      means: 'If only the proxy leads out, a download fails. 1 kata waits for an image: cache-stampede.',
    },
  ])
})

test('it is no matter where the engine has one too, or nothing is to be downloaded', () => {
  const engine = someEngine({ hasProxy: true })
  expect(engineWithoutProxy.find(someFacts({ engine, proxy, services: toDownload }))).toEqual([])
  const services = [servedBy('docker', 'redis')]
  expect(engineWithoutProxy.find(someFacts({ engine: someEngine(), proxy, services }))).toEqual([])
})
