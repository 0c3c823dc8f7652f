import { expect, test } from 'vitest'
import { servedBy, servedByNone, someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { engineRootless } from './engine-rootless.ts'

const engine = someEngine({ isRootless: true, foundBy: '/run/user/1000/docker.sock' })

test('a rootless engine is a note where nginx comes from elsewhere', () => {
  expect(engineRootless.find(someFacts({ engine, services: [servedBy('local', 'nginx')] }))).toEqual([
    {
      state: 'note',
      found: 'version 28.5.1, rootless, found by /run/user/1000/docker.sock',
      means: "nginx can't be a container of it, and comes from elsewhere: the nginx of local.",
    },
  ])
})

test('where it does not, its katas are counted, and the command installs it', () => {
  expect(engineRootless.find(someFacts({ engine, services: [servedByNone('nginx')] }))).toMatchObject([
    {
      means: "nginx can't be a container of it. 1 kata needs this: passive-health.",
      mend: 'apt-get install nginx',
    },
  ])
})

test('the engine of root is none', () => expect(engineRootless.find(someFacts({ engine: someEngine() }))).toEqual([]))
