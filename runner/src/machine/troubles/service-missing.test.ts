import { expect, test } from 'vitest'
import { servedByNone, someFacts } from '../../../test/support/some-facts.ts'
import { serviceMissing } from './service-missing.ts'

const katas = { ...someFacts().katas, redis: [] }

test('a server that can be installed has its command, and its package where that may be done from here', () => {
  const commands = { ...someFacts().commands, packages: { nginx: 'nginx' } }
  expect(serviceMissing.find(someFacts({ services: [servedByNone('nginx')], commands }))).toEqual([
    {
      name: 'nginx',
      state: 'missing',
      found: 'docker: no container engine answers; local: no nginx on PATH',
      means: '1 kata needs this: passive-health.',
      katas: ['passive-health'],
      mend: 'apt-get install nginx',
      fix: { kind: 'install-package', name: 'nginx' },
    },
  ])
})

test('one that only an engine supplies is mended there', () => {
  const [finding] = serviceMissing.find(someFacts({ services: [servedByNone('kafka')] }))
  expect(finding).toMatchObject({
    state: 'missing',
    means: expect.stringMatching(/Mend the container engine, see above\.$/),
  })
  expect(finding).not.toHaveProperty('mend')
})

test('one that no kata needs is a note', () => {
  expect(serviceMissing.find(someFacts({ services: [servedByNone('redis')], katas }))).toMatchObject([
    { state: 'note', means: 'No kata of today needs it. Mend the container engine, see above.' },
  ])
})

test('a server of the user is mended where it is', () => {
  const refused = { provider: 'external', can: false, reason: 'it holds keys', mend: 'Empty it.' } as const
  const [finding] = serviceMissing.find(someFacts({ services: [{ service: 'redis', providers: [refused] }] }))
  expect(finding).toMatchObject({ found: 'it holds keys', means: '1 kata needs this: cache-stampede. Empty it.' })
  expect(finding).not.toHaveProperty('mend')
})

test('what KATA_PROVIDER leaves out is had by unsetting it', () => {
  const none = { provider: 'local', can: false, reason: 'it has no kafka' } as const
  expect(serviceMissing.find(someFacts({ services: [{ service: 'kafka', providers: [none] }] }))).toMatchObject([
    { mend: 'unset KATA_PROVIDER' },
  ])
})
