import { expect, test } from 'vitest'
import { parseMajorVersion } from './parse-major-version.ts'

test.each([
  ['15+248+deb12u1', '15'],
  ['5:7.0.15-1~deb12u7', '7.0'],
  ['16+257build1.1', '16'],
  ['4.1.2', '4.1'],
])('the package version %s names the image %s', (version, expected) => {
  expect(parseMajorVersion(version)).toBe(expected)
})
