import { expect, test } from 'vitest'
import type { Engine } from './engine.ts'
import { findRoomInMemory } from './room-in-memory.ts'

const gibibyte = 1024 ** 3
const roomOf = (info: object) => findRoomInMemory({ json: async () => info } as unknown as Engine, '/data')

test('a quarter of what the engine has, and at most 2 GiB, may hold data', async () => {
  expect(await roomOf({ MemTotal: 6 * gibibyte })).toEqual({ inMemory: { folder: '/data', mostBytes: 1.5 * gibibyte } })
  expect(await roomOf({ MemTotal: 64 * gibibyte })).toEqual({ inMemory: { folder: '/data', mostBytes: 2 * gibibyte } })
})

test('an engine with little memory, or one that does not tell, keeps data on disk', async () => {
  expect(await roomOf({ MemTotal: 2.9 * gibibyte })).toEqual({})
  expect(await roomOf({})).toEqual({})
  const refusing = { json: () => Promise.reject(new Error('refused')) } as unknown as Engine
  expect(await findRoomInMemory(refusing, '/data')).toEqual({})
})
