import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { saysZombie } from './own-process.ts'

const stat = (name: string, state: string, threads: number) =>
  `42 (${name}) ${state} 1 42 42 0 -1 4227084 0 0 0 0 0 0 0 0 20 0 ${threads} 0 100 0 0`

test('a process has ended when its last thread has', () => {
  expect(saysZombie(stat('redis-server', 'Z', 1))).toBe(true)
  expect(saysZombie(stat('redis-server', 'Z', 4))).toBe(false)
  expect(saysZombie(stat('redis-server', 'S', 1))).toBe(false)
})

test('a name that looks like a state is none', () => {
  expect(saysZombie(stat('a) Z 1', 'S', 1))).toBe(false)
})

test.runIf(process.platform === 'linux')('this process runs', () => {
  expect(saysZombie(readFileSync('/proc/self/stat', 'utf8'))).toBe(false)
})
