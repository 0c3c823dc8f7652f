import { expect, test } from 'vitest'
import { checkSpelling } from './check-spelling.ts'
import { loadSpeller } from './speller.ts'

const texts = [{ file: 'a.md', line: 4, text: 'The behaviour of\nPostgres is recieved. Recieved, recieved.' }]

test('a wrong word is reported once with its line, and words of the course are right', async () => {
  const speller = await loadSpeller('# names\nPostgres # a server\nrecieveds\n')
  if (speller === undefined) throw new RangeError('The dictionary is a development dependency.')
  expect(checkSpelling(texts, speller).map(({ got, line }) => [got, line])).toEqual([
    ['recieved', 5],
    ['Recieved', 5],
  ])
})
