import { expect, test } from 'vitest'
import { parseProgress } from './parse-progress.ts'

const line = (id: string, kind = 'started'): string => JSON.stringify({ id, at: '', kind, kata: 'add-up' })

test('events come in the order of their ids, each once, from logs that were put together', () => {
  const { events } = parseProgress([line('2'), line('1'), line('2'), ''].join('\n'))
  expect(events.map(({ id }) => id)).toEqual(['1', '2'])
})

test('an event of an unknown kind is kept', () => {
  expect(parseProgress(`${line('1', 'from-the-future')}\n`).events).toHaveLength(1)
})

test('what is no event is passed over', () => {
  const { events, isCutShort } = parseProgress(`null\n[]\n{"id":3}\n\nnonsense\n${line('1')}\n`)
  expect(events).toHaveLength(1)
  expect(isCutShort).toBe(false)
})
