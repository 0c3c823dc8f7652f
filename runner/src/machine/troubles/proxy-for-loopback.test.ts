import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { proxyForLoopback } from './proxy-for-loopback.ts'

const proxy = { variables: ['HTTP_PROXY'], isLoopbackExempt: false, noProxy: 'corp.example', isUsedByNode: false }

test('a proxy without an exception for loopback is a note, and the exception is added to what there is', () => {
  expect(proxyForLoopback.find(someFacts({ proxy }))).toMatchObject([
    { state: 'note', mend: 'export NO_PROXY=corp.example,localhost,127.0.0.1,::1' },
  ])
})

test('where Node obeys it, katas that speak HTTP can not run', () => {
  expect(proxyForLoopback.find(someFacts({ proxy: { ...proxy, isUsedByNode: true } }))).toMatchObject([
    { state: 'missing', katas: ['passive-health'] },
  ])
})

test('with the exception all is well', () => {
  expect(proxyForLoopback.find(someFacts({ proxy: { ...proxy, isLoopbackExempt: true } }))).toEqual([])
})
