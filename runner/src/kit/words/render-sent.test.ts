import { expect, test } from 'vitest'
import { ageScript } from '../redis/age-keys.ts'
import { renderSent } from './render-sent.ts'

test('a statement is shown with its parameters, on one line', () => {
  const statements = [{ text: 'UPDATE accounts\n  SET balance = $1 WHERE id = $2', values: ['130', null] }]
  expect(renderSent({ service: 'postgres', statements, outcomes: [] })).toBe(
    "UPDATE accounts SET balance = $1 WHERE id = $2 ($1 = '130', $2 = NULL)",
  )
})

test('commands of one unit are shown one after the other, and it can be seen where an argument ends', () => {
  const commands = [
    { name: 'MULTI', args: [] },
    { name: 'SET', args: ['lock:invoices', 'two words', ''] },
  ]
  expect(renderSent({ service: 'redis', commands, replies: [] })).toBe('MULTI; SET lock:invoices "two words" ""')
})

test('a request is shown by its first line, and a named step by its name', () => {
  const request = { startLine: 'POST /charges HTTP/1.1', headers: {}, body: 'secret' }
  expect(renderSent({ service: 'http', request })).toBe('POST /charges HTTP/1.1')
  expect(renderSent({ service: 'step', name: 'sends order-placed' })).toBe('sends order-placed')
})

test('what the kit sends so that time passes is nothing that the learner has sent', () => {
  const commands = [{ name: 'EVAL', args: [ageScript, '0', '30000'] }]
  expect(renderSent({ service: 'redis', commands, replies: [] })).toBeUndefined()
})
