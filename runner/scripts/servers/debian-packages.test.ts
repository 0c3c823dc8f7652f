import { expect, test } from 'vitest'
import { isDebianRelease } from './debian-packages.ts'

test.each([
  ['ID=debian\nVERSION_ID="12"\n', true],
  ['NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', true],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
  ['ID=fedora\nHOME_URL="https://debian.example"\n', false],
])('%j is of the Debian family: %s', (text, expected) => {
  expect(isDebianRelease(text)).toBe(expected)
})
