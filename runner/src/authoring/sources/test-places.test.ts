import { expect, test } from 'vitest'
import { findTests } from './test-places.ts'

const text = `
test('one is first', async () => {})
// kept because: it shows the shape
// to a reader
test("two says \\"yes\\"", () => {})
test.skip(
  'three stands below',
  () => {},
)
const test4 = testing('four is none')
// not a reason
it(\`five is one, too\`, () => {})
`

test('tests are found in file order with their lines and reasons', () => {
  expect(findTests(text)).toEqual([
    { name: 'one is first', line: 2 },
    { name: 'two says "yes"', line: 5, keptBecause: 'it shows the shape' },
    { name: 'three stands below', line: 6 },
    { name: 'five is one, too', line: 12 },
  ])
})
