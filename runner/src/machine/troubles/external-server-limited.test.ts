import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { externalServerLimited } from './external-server-limited.ts'

test('what a server of the user refuses is told, and is no trouble until a kata needs it', () => {
  const lacks = { superuser: { reason: 'its user is no superuser', mend: 'Grant it.' } }
  const winner = { provider: 'external', can: true, by: 'Postgres 18 at db', mustPull: false, lacks } as const
  expect(
    externalServerLimited.find(someFacts({ services: [{ service: 'postgres', providers: [winner], winner }] })),
  ).toEqual([
    {
      name: 'postgres',
      state: 'note',
      found: 'by external: Postgres 18 at db',
      means: 'Katas that need more are refused: its user is no superuser. Grant it.',
    },
  ])
})
