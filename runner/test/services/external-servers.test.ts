import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadKata } from '../../src/course/load-kata.ts'
import { runKata } from '../../src/runs/run-kata.ts'
import { stageVariant } from '../../src/runs/stage-variant.ts'
import type { Verdict } from '../../src/runs/verdict.ts'
import { VitestHost } from '../../src/runs/vitest-host.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { whyNot } from './temporary-home.ts'
import { useUsersServers } from './users-servers.ts'

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'rights-course')
const reason = await whyNot('local')

describe.skipIf(reason)('katas on servers that the user runs', () => {
  const users = useUsersServers()

  beforeAll(() => users.query("CREATE ROLE ada LOGIN PASSWORD 'secret' CREATEDB"))
  beforeEach(() => {
    process.env['KATA_POSTGRES_URL'] = users.postgresUrl
    process.env['KATA_REDIS_URL'] = users.redisUrl
  })

  async function judge(slug: string, file: string, course = packageRoot): Promise<Verdict> {
    const kata = await loadKata(course, slug)
    await using target = await stageVariant(kata, join(kata.folder, file))
    // A host has the environment of its start.
    await using host = VitestHost.start()
    return await runKata(target, { host, hasTypeCheck: false })
  }

  test('a right solution passes and a wrong one fails, as on servers of ours', async () => {
    expect((await judge('cache-stampede', 'solution/cache-stampede.ts')).state).toBe('passed')
    expect(await judge('lost-update', 'wrong/lock-after-read.ts')).toMatchObject({ state: 'failed' })
  })

  test('an explored kata is refused by name where deadlock_timeout may not be set', async () => {
    process.env['KATA_POSTGRES_URL'] = users.postgresUrlOf('ada', 'secret')
    expect(await judge('lost-update', 'solution/lost-update.ts')).toMatchObject({
      state: 'undecided',
      message: expect.stringMatching(/^This kata uses `interleave`, and .* does not let ada set deadlock_timeout\.$/),
      hint: expect.stringContaining('unset KATA_POSTGRES_URL'),
    })
  })

  test('a statement that only a superuser may run is not called the learner’s failure', async () => {
    process.env['KATA_POSTGRES_URL'] = users.postgresUrlOf('ada', 'secret')
    for (const file of ['solution/roles.ts', 'wrong/asks-as-learner.ts']) {
      expect(await judge('roles', file, fixtures)).toMatchObject({
        state: 'undecided',
        message: expect.stringMatching(/refused with "permission denied .*knows ada as no superuser\.$/),
      })
    }
  })

  test('a kata that kills Redis is refused by name', async () => {
    expect(await judge('restart', 'solution/restart.ts', fixtures)).toMatchObject({
      state: 'undecided',
      message: expect.stringMatching(/^This kata uses `redis\.kill\(\)`, and .* is not ours to end\.$/),
    })
  })
})
