import { describe, expect, test } from 'vitest'
import { ageScript } from '../redis/age-keys.ts'
import type { Reply } from '../wire/unit.ts'
import { describeRedisUnit } from './redis-words.ts'

const uuid = '1b4e28ba-2fa1-4d1b-883f-0016d3cca427'

function say(commands: string[], ...replies: Reply[]): string {
  const parsed = commands.map((command) => {
    const [name = '', ...args] = command.split(' ')
    return { name, args }
  })
  const { text, result, short } = describeRedisUnit({ service: 'redis', commands: parsed, replies })
  return [text, result, short].join(' | ')
}

describe('describeRedisUnit', () => {
  test.each([
    [['GET stock'], 5, 'reads stock | 5 | reads 5'],
    [['GET stock'], null, 'reads stock | nothing | reads nothing'],
    [['SET stock 4'], 'OK', 'sets stock = 4 | OK | writes 4'],
    [['SET lock a PX 100 NX'], null, 'sets lock = a if it is absent | nothing | does not get lock'],
    [['SET lock a NX'], 'OK', 'sets lock = a if it is absent | OK | gets lock'],
    [['SET lock a PX 100 XX'], 'OK', 'sets lock = a if it exists | OK | writes a'],
    [[`SET lock ${uuid} NX`], 'OK', 'sets lock = 1b4e28ba… if it is absent | OK | gets lock'],
    [['GET lock'], uuid, 'reads lock | 1b4e28ba… | reads 1b4e28ba…'],
    [['SETNX lock a'], 1, 'sets lock = a if it is absent | 1 | gets lock'],
    [['DEL a b'], 2, 'deletes a, b | 2 | deletes a, b'],
    [['INCR n'], 3, 'adds 1 to n | 3 | adds 1 to n'],
    [['EVAL return... 1 lock token'], 1, 'runs a script on lock | 1 | runs a script on lock'],
    [['ZADD board 1 x'], 1, 'ZADD board 1 x | 1 | ZADD board 1 x'],
    [
      ['INCR text'],
      { failure: 'ERR not an integer' },
      'adds 1 to text | ERR not an integer | adds 1 to text: ERR not an integer',
    ],
  ])('puts %o into words', (commands, reply, expected) => {
    expect(say(commands, reply)).toBe(expected)
  })

  test('tells a transaction as one thing, and its refusal', () => {
    const commands = ['MULTI', 'GET a', 'INCR b', 'EXEC']
    expect(say(commands, 'OK', 'QUEUED', 'QUEUED', ['1', 2])).toBe(
      'reads a and adds 1 to b (MULTI) | 1; 2 | reads 1 and adds 1 to b',
    )
    expect(say(commands, 'OK', 'QUEUED', 'QUEUED', null)).toContain('refused: a watched key changed')
  })

  test.each([
    [['lock', 'price'], 'lets 30 s pass | lock and price expire | lets 30 s pass: lock and price expire'],
    [['lock'], 'lets 30 s pass | lock expires | lets 30 s pass: lock expires'],
    [[], 'lets 30 s pass | no key expires | lets 30 s pass: no key expires'],
  ])('tells which keys expire when an actor lets time pass: %o', (expired, expected) => {
    const commands = [{ name: 'EVAL', args: [ageScript, '0', '30000'] }]
    const { text, result, short } = describeRedisUnit({ service: 'redis', commands, replies: [expired] })
    expect([text, result, short].join(' | ')).toBe(expected)
  })

  test('tells a pipeline as one thing', () => {
    expect(say(['GET a', 'GET b'], '1', null)).toBe('reads a and reads b | 1; nothing | reads 1 and reads nothing')
  })
})
