import { expect, test } from 'vitest'
import { describeKatas } from './describe-katas.ts'

test.each([
  [[], ''],
  [['a'], '1 kata needs this: a.'],
  [['a', 'b', 'c', 'd'], '4 katas need this: a, b, c, d.'],
  [['a', 'b', 'c', 'd', 'e'], '5 katas need this: a, b, c and 2 more.'],
])('of %j it says "%s"', (slugs, words) => expect(describeKatas(slugs)).toBe(words))

test('what they do instead is said in the right number', () => {
  expect(describeKatas(['a'], 'wait for an image')).toBe('1 kata waits for an image: a.')
  expect(describeKatas(['a', 'b'], 'run on it')).toBe('2 katas run on it: a, b.')
})
