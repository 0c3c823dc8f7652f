import { expect, test } from 'vitest'
import { servedByNone, someFacts } from '../../../test/support/some-facts.ts'
import { engineNotFound } from './engine-not-found.ts'

const attempts = [
  { way: 'DOCKER_HOST', kind: 'absent', reason: 'not set' },
  { way: '/var/run/docker.sock', kind: 'absent', reason: 'does not exist' },
] as const

test('without an engine the katas that need one are counted, and every way that was tried is told', () => {
  const facts = someFacts({ attempts, services: [servedByNone('kafka')] })
  expect(engineNotFound.find(facts)).toEqual([
    {
      state: 'missing',
      found: 'none answers: tried DOCKER_HOST (not set), /var/run/docker.sock (does not exist)',
      means: 'kafka would come from it. 2 katas need this: idempotent-consumer, exactly-once-illusion.',
      katas: ['idempotent-consumer', 'exactly-once-illusion'],
      mend: 'install and start Docker: https://docs.docker.com/get-started/get-docker/',
    },
  ])
})

test('an engine that is installed is started by its own command', () => {
  const commands = { ...someFacts().commands, startEngine: 'sudo systemctl start docker' }
  expect(engineNotFound.find(someFacts({ attempts, commands, services: [servedByNone('kafka')] }))).toMatchObject([
    { mend: commands.startEngine, fix: { kind: 'start-engine', command: commands.startEngine } },
  ])
})

test('where every server comes from elsewhere, nothing is missing, and nothing is started', () => {
  const commands = { ...someFacts().commands, startEngine: 'sudo systemctl start docker' }
  const [finding] = engineNotFound.find(someFacts({ attempts, commands }))
  expect(finding).toMatchObject({ state: 'note', means: 'No kata waits for it: their servers come from elsewhere.' })
  expect(finding).not.toHaveProperty('fix')
})
