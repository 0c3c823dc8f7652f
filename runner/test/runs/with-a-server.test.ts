import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Kata } from '../../src/course/kata.ts'
import { loadKata } from '../../src/course/load-kata.ts'
import { runKata } from '../../src/runs/run-kata.ts'
import { stageVariant } from '../../src/runs/stage-variant.ts'
import type { Verdict } from '../../src/runs/verdict.ts'
import { VitestHost } from '../../src/runs/vitest-host.ts'
import { useTemporaryHome, whyNot } from '../services/temporary-home.ts'

const hasRedis = (await whyNot('local')) === undefined

describe.skipIf(!hasRedis)('with a Redis of its own', () => {
  useTemporaryHome({ KATA_PROVIDER: 'local' })

  let kata: Kata
  let host: VitestHost

  beforeAll(async () => {
    host = VitestHost.start({ isKeptWarm: true })
    kata = await loadKata(join(import.meta.dirname, '..', 'fixtures', 'runs-course'), 'tally')
  })

  afterAll(() => host[Symbol.asyncDispose]())

  async function judge(file: string): Promise<Verdict> {
    await using target = await stageVariant(kata, join(kata.folder, file))
    return await runKata(target, { host, hasTypeCheck: false })
  }

  test('the solution passes', async () => {
    expect((await judge('solution/tally.ts')).state).toBe('passed')
  })

  test('a leaked connection fails the test, and the message names the line', async () => {
    expect(await judge('wrong/leaks-a-connection.ts')).toMatchObject({
      state: 'failed',
      failedTest: 'Every vote is counted',
      message: expect.stringContaining('tally.ts:5'),
    })
  })

  test('a server that is lost in the middle is undecided, and the next run works', async () => {
    expect(await judge('wrong/ends-the-server.ts')).toMatchObject({
      state: 'undecided',
      hint: expect.stringMatching(/./),
    })
    expect((await judge('solution/tally.ts')).state).toBe('passed')
  })

  test('what a failed test left is kept, and said', async () => {
    expect((await judge('tally.ts')).notes).toEqual([{ kind: 'kept-service', text: 'kata sh redis' }])
  })
})
