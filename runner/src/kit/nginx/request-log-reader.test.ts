import { expect, test } from 'vitest'
import { RequestLog } from './request-log-reader.ts'

function line(path: string, number = ''): string {
  const empty = { addresses: '', statuses: '', times: '', id: '' }
  return `${JSON.stringify({ method: 'GET', path, status: '200', seconds: '0.001', number, ...empty })}\n`
}

/** A log that has grown to the next of these texts each time it is read. */
function growing(...states: readonly string[]) {
  let reads = 0
  const log = new RequestLog(
    async (fromByte) => {
      const state = states[Math.min(reads++, states.length - 1)] ?? ''
      return Buffer.from(state).subarray(fromByte).toString()
    },
    (address) => address,
  )
  const paths = async (...expected: readonly number[]) => (await log.read(new Set(expected))).map(({ path }) => path)
  return { log, paths }
}

test('a request that was answered is waited for until its line is there', async () => {
  const [one, other] = [line('/a', '1'), line('/é', '2')]
  const { paths } = growing('', one, one, one + other)
  expect(await paths(1, 2)).toEqual(['/a', '/é'])
})

test('a line that is not whole is read when it is, and none twice', async () => {
  const [one, other] = [line('/é', '1'), line('/b', '2')]
  const { paths } = growing(one.slice(0, 9), one + other.slice(0, 20), one + other)
  expect(await paths(1)).toEqual(['/é'])
  expect(await paths(2)).toEqual(['/é', '/b'])
  expect(await paths(1, 2)).toEqual(['/é', '/b'])
})

test('what was forgotten does not come back, and lines of other clients are there', async () => {
  const { log, paths } = growing(line('/a', '1') + line('/other'), line('/a', '1') + line('/other') + line('/b', '2'))
  expect(await paths(1)).toEqual(['/a', '/other'])
  log.forget()
  expect(await paths(1, 2)).toEqual(['/b'])
})
