import { expect, test } from 'vitest'
import { someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { enginePaused } from './engine-paused.ts'

const attempts = [
  { way: '/var/run/docker.sock', kind: 'paused', reason: 'does not answer within 2 s' },
  { way: '/run/user/1000/docker.sock', kind: 'no-permission', reason: 'permission denied' },
] as const

test('an engine that hangs comes before one that is refused, and is restarted', () => {
  expect(enginePaused.find(someFacts({ attempts }))).toMatchObject([
    { found: '/var/run/docker.sock: does not answer within 2 s', mend: 'sudo systemctl restart docker' },
  ])
})

test('one whose process was stopped goes on', () => {
  const commands = { ...someFacts().commands, wakeEngine: 'sudo kill -CONT 4711' }
  expect(enginePaused.find(someFacts({ attempts, commands }))).toMatchObject([{ mend: 'sudo kill -CONT 4711' }])
})

test('it is no matter where another engine answers', () => {
  expect(enginePaused.find(someFacts({ attempts, engine: someEngine() }))).toEqual([])
})
