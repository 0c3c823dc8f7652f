import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { portTaken } from './port-taken.ts'

test('a port of docker-compose.yml that another program holds is named with its holder, and no kata waits for it', () => {
  const taken = { port: 16_379, service: 'redis', variable: 'KATA_REDIS_PORT' } as const
  const find = (holder?: string) =>
    portTaken.find(someFacts({ ports: { taken: [{ ...taken, ...(holder ? { holder } : {}) }], tried: 20, free: 20 } }))
  expect(find('node (process 4711)')).toMatchObject([
    {
      state: 'note',
      found: '16379, of redis in docker-compose.yml, is held by node (process 4711)',
      mend: 'export KATA_REDIS_PORT=16380',
    },
  ])
  expect(find()).toMatchObject([{ found: expect.stringMatching(/is held by another program$/) }])
})
