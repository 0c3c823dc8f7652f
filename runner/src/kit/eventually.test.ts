import { describe, expect, test } from 'vitest'
import { eventually } from './eventually.ts'

describe('eventually', () => {
  test('returns the value once it is as wanted', async () => {
    let asked = 0
    const value = await eventually(
      () => (asked += 1),
      (count) => count === 3,
      { describe: 'it is asked three times' },
    )
    expect(value).toBe(3)
  })

  test('fails with the last value seen when the state does not come about', async () => {
    const never = eventually(
      () => ({ lag: 7 }),
      ({ lag }) => lag === 0,
      { withinMs: 20, describe: 'the replica catches up' },
    )
    await expect(never).rejects.toThrow(
      'Within 20 ms it did not come about that the replica catches up; last seen: { lag: 7 }.',
    )
  })

  test('goes on after an error of the probe, and fails with the last one', async () => {
    const refused = async (): Promise<number> => Promise.reject(new Error('connection refused'))
    const never = eventually(refused, () => true, { withinMs: 20, describe: 'the server is back' })
    await expect(never).rejects.toThrow('last error: Error: connection refused')
  })
})
